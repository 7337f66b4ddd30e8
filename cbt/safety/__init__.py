"""What keeps people safe beside the exercises: helplines, as values.

It must not read a file, ask a clock or know a page.
"""
