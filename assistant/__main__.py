"""``python -m assistant`` is ``foi``."""

from assistant.cli import main

main()
