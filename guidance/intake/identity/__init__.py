"""What identifies a person in a text: one module per family of signs."""
