"""What probes play: a function makes each scene ready and gives what plays it, `count` -> samples.

They must not share anything with the process that asks.
"""

from collections.abc import Callable

from bench.scenes.answering import answers, bare, long_list, records, statements, worded
from bench.scenes.checking import check_one
from bench.scenes.growing import parked, worker
from bench.scenes.stepping import engine

Scene = Callable[..., Callable[[int], list[float]]]

SCENES: dict[str, Scene] = {
    "answers": answers,
    "bare": bare,
    "check-one": check_one,
    "engine": engine,
    "long-list": long_list,
    "parked": parked,
    "records": records,
    "statements": statements,
    "worded": worded,
    "worker": worker,
}
