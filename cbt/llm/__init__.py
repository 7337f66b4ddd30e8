"""Asks a language model for other wordings of authored prompts, and for nothing else.

It must not be imported by anything but the commands: the process that serves people has no way to a model.
"""
