"""The wizard's one table, as the application that Django wants it to be in."""
