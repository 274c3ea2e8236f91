"""Platsbanken job ads in the shape of JobSearch and JobStream (Arbetsförmedlingen)."""
