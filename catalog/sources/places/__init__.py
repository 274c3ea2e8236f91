"""Where municipalities are."""
