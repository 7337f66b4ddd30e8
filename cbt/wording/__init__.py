"""Whether a rewording says what its source says: tables of words, and guards that give reasons.

It must not read a file, and holds no word of any language in its code.
"""
