"""Keys, sealing and addresses: the only code that does cryptography.

It must not know a table, a flow or a request: bytes in, bytes out.
"""
