"""The name of a device is sealed to its own device."""

import pytest

from cbt.errors import SealBroken
from cbt.vault.device_name import open_name, seal_name
from cbt.vault.keys import new_data_key, new_id


def test_a_name_opens_for_its_own_device_only() -> None:
    key, person, device = new_data_key(), new_id(), new_id()
    sealed = seal_name(key, "Grüner Rechner 🖥️", person, device)
    assert len(sealed) == 256
    assert open_name(key, sealed, person, device) == "Grüner Rechner 🖥️"
    for place in ((person, person), (device, device), (device, person)):
        with pytest.raises(SealBroken):
            open_name(key, sealed, *place)
