"""Structured CBT exercises: authored in YAML, proved, and run one question at a time.

This package must not import Flask: the web lives in `web/`.
"""
