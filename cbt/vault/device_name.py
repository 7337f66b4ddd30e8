"""What a person calls a device, sealed like all their words.

It must not be asked for: a device needs no name.
"""

from cbt.vault.seal import open_sealed, seal


def seal_name(data_key: bytes, name: str, person_id: bytes, locator: bytes) -> bytes:
    """Seal a name for the device at a locator; 256 bytes for every name of a usual length."""
    return seal(data_key, name.encode(), aad=_place(person_id, locator))


def open_name(data_key: bytes, sealed: bytes, person_id: bytes, locator: bytes) -> str:
    """The name that `seal_name` sealed for this device. Raises SealBroken."""
    return open_sealed(data_key, sealed, aad=_place(person_id, locator)).decode()


def _place(person_id: bytes, locator: bytes) -> bytes:
    # Both have a fixed width, so no two places share an encoding.
    return b"device\0" + person_id + locator
