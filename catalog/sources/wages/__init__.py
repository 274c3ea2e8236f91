"""Monthly wages per occupation group."""
