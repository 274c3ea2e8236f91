"""Ads of other sites than Platsbanken, counted per occupation group (JobAd Links)."""
