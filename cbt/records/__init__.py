"""Looking back: what changed between two numbers, in words.

It must not read a session: it is given numbers.
"""
