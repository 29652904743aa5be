"""Stage 4: the officer's tables become tables that are safe to publish, with their proof."""
