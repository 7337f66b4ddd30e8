"""What an editor asks about a file that is being written: names, words and places, also while it is half-typed.

It must not prove anything, and knows no editor's protocol.
"""
