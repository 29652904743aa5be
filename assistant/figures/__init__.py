"""Stage 4: an officer's tables become tables that are safe to publish.

Read from top to bottom, the folders tell what happens to a table: ``reading`` makes counts of a file, ``choices`` is
what people decide about them, ``earlier`` what is public already, ``suppression`` chooses what to hide, ``attack``
proves that it is enough, ``beside_counts`` says which shares and averages may stand with them. ``protect`` joins them.
"""
