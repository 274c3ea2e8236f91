"""Susa-navet: what can be studied in Sweden, as EMIL 3 elements (Skolverket)."""
