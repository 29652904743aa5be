"""The number reader: every quantity in English official prose, and what it is there for."""
