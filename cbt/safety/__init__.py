"""What keeps people safe beside the exercises: helplines, and signs of danger in what a person writes.

It must not read a file, ask a clock, keep a word, reach a network or know a page: values come in, and values go out.
"""
