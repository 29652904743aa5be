"""Which cells to hide: the fewest that keep every low count from being worked out."""
