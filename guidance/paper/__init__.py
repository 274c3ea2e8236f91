"""A plan on paper: what is on it (`content`), and the accessible PDF of that (`write`)."""
