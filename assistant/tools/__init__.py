"""The tools over a case: what the commands in plain English and a model's agent both call, and nothing else.

Each takes arguments that are checked before it runs and gives back a turn: what is said, what changed, and the case
afterwards. None can state a count, make a release decision, sign off, or touch a file.
"""
