"""Looks at what a person writes for signs of danger, by rules that can be read and tested.

It must not read a file, keep a word or reach a network: packs come in as values, and a sign goes out.
"""
