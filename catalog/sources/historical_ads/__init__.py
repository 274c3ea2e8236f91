"""Ads of past years, counted per occupation group and place (Arbetsförmedlingen)."""
