"""Conversation: the tools over a case, and the commands in plain English that call them without a model."""
