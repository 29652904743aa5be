"""What a letter says of the cells of the officer's own tables, as linear constraints with their places.

A statement is a number, a share, a comparison, an order or an average with labels of a table about it, or a cell of a
table that the letter prints. Words seldom leave one reading alone: a label may come from the sentence before, a
percentage may be of a row or of everything. Each statement carries its readings, the likeliest first, and
``assistant.figures.letter_attack`` takes the one that the figures bear out. A reading is sure where the words leave no
other; that one counts even where the figures say otherwise.
"""
