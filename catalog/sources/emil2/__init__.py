"""EMIL 2 (SS 10700:2013): archives in XML from before the register spoke JSON."""
