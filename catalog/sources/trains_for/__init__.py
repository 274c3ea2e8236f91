"""Which occupation groups an education is for, by the keys of registers."""
