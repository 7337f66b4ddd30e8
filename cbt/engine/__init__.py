"""Runs a compiled flow: pure functions over model values.

It must not store, show or send anything, and knows no YAML.
"""
