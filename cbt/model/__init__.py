"""Frozen values that every layer may hold; no I/O and no third-party import."""
