"""Yrkesbarometern: how it is to find work now, and demand in five years."""
