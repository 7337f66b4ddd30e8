"""Python's collector rests while flows are compiled, and goes on afterwards as it did before."""

import gc
from collections.abc import Iterator

import pytest

from cbt.compiler.collector import resting_collector


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_rests_and_is_as_it_was_before(*, was_on: bool) -> None:
    (gc.enable if was_on else gc.disable)()
    with resting_collector():
        assert not gc.isenabled()
    assert gc.isenabled() is was_on


def test_after_a_failure_the_collector_goes_on() -> None:
    with pytest.raises(ValueError, match="broken"), resting_collector():
        raise ValueError("broken")
    assert gc.isenabled()
