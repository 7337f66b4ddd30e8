"""YAML text to a proved flow; the only code that knows YAML and pydantic.

It must not know a person, a session or the web.
"""
