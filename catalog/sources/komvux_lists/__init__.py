"""Municipalities' own lists of komvux courses, as tables they keep themselves."""
