"""How a walk ends that does not hold.

It must not decide when.
"""

from typing import NoReturn

from cbt.errors import CbtError
from cbt.model.source import SourcePos
from cbt.model.walk import Failure


class WalkFailed(CbtError):
    """A walk does not hold; `failure` says where and why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


def fail(code: str, pos: SourcePos, message: str, hint: str) -> NoReturn:
    """Ends the walk. Raises WalkFailed."""
    raise WalkFailed(Failure(code, pos, message, hint))
