"""Our application as `cbt serve` runs it, for a server that is started by hand.

It must not be measured without its door: people never meet it so.
"""

from web import Door, create_app


def create_door() -> Door:
    """The application of this environment's settings behind its door."""
    return Door(create_app())
