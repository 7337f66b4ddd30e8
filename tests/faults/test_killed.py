"""The server is killed at each call that changes the disk, and between any two of its statements."""

from pathlib import Path

import pytest

from tests.faults.counts import cases, reached
from tests.faults.hurt import Fault, bad_disk_at, full_disk_at, hurt, kill_at
from tests.faults.writers import Writer, all_write, make_plain, touch
from web.services import close

# A process with threads is copied here on purpose: its copy uses none of them, and ends by itself.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.linux,
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


class Place:
    """One application, made and warm, and its data folder, which is made fresh again and again.

    Where a test does not ask how it starts, its copies and a look at what they left need no new one.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.app = make_plain(data)
        close(self.app)
        self._fresh = (data / "cbt.db").read_bytes()
        warm = Writer("nobody")
        with hurt(lambda: self.app, None) as port:
            warm.write(port)
        warm.check(self.app)
        close(self.app)

    def clear(self) -> None:
        """As if nobody had ever been here."""
        for path in self.data.glob("cbt.db*"):
            path.unlink()
        (self.data / "cbt.db").write_bytes(self._fresh)

    def look(self, writers: list[Writer]) -> int:
        """On what is left all that was acknowledged is there, once, and each can go on; how many answers there are."""
        try:
            return sum(writer.check(self.app) for writer in writers)
        finally:
            close(self.app)

    def write_under(self, fault: Fault, people: int) -> list[Writer]:
        """So many people write, at first to an empty place, while the fault strikes."""
        self.clear()
        writers = [Writer(f"person {number}") for number in range(people)]
        with hurt(lambda: self.app, fault, threads=people) as port:
            all_write(writers, port)
        return writers


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("place") / "data")


@pytest.mark.parametrize(("people", "most", "points"), [(1, 50, 120), (2, 50, 120), (8, 40, 60)])
def test_whichever_write_kills_the_server_nothing_that_was_acknowledged_is_lost_or_doubled(
    people: int, most: int, points: int, place: Place
) -> None:
    answers = unfinished = 0
    points = cases(points, points * 17)
    for point in range(points):
        writers = place.write_under(kill_at(1 + point % most), people)
        unfinished += any(writer.unsure is not None for writer in writers)
        answers += place.look(writers)
    reached(f"SIGKILL at a write, {people} writing", points=points, answers=answers, lost=0)
    assert unfinished > points / 3


def test_a_server_that_is_killed_again_while_it_starts_comes_up_with_all_that_was_saved(
    place: Place,
) -> None:
    points = cases(50, 500)
    for point in range(points):
        writers = place.write_under(kill_at(3 + point % 37), 1)
        for again in (1 + point % 3, 1 + point % 5):
            with hurt(lambda: make_plain(place.data), kill_at(again)) as port:
                touch(port)
        place.look(writers)
    reached("SIGKILL twice more while it starts", points=points, lost=0)


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize(("trouble", "most"), [("full", 40), ("broken", 8)])
def test_a_disk_that_fails_at_any_write_loses_nothing_and_gives_the_words_back(
    trouble: str, most: int, for_good: bool, place: Place
) -> None:
    points, refused = cases(100 if trouble == "full" else 30, 1000 if trouble == "full" else 300), 0
    fail_at = full_disk_at if trouble == "full" else bad_disk_at
    for point in range(points):
        place.clear()
        writer = Writer("ann")
        with hurt(lambda: place.app, fail_at(1 + point % most, for_good=for_good)) as port:
            writer.write(port)
            if writer.refused:
                writer.read_and_send_again(port, can_save=not for_good)
        refused += writer.refused
        place.look([writer])
    reached(f"Disk {trouble}, {'for good' if for_good else 'once'}", points=points, refused=refused, lost=0)
    assert refused > points / 2
