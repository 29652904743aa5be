"""The evaluation suite: cases whose secrets are known by construction, scored by code that the guard does not share."""
