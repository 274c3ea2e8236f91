"""What the pages of trust rest on: measured figures, and what is known to be missing."""
