"""Scorers. They import nothing from ``assistant``: one bug must not blind both the guard and its judge."""
