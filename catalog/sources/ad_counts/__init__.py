"""Job ads counted per occupation group and place."""
