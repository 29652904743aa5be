"""Shares, rates, averages, changes and ranks beside the counts, as far as they may be said."""
