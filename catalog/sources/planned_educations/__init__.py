"""Planned Educations v4 (Skolverket): adult education, when Susa-navet has none."""
