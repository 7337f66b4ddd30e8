"""Every exception that we raise; facts are attributes, never a person's words.

It must not hold text for people: `web/errors.py` and the commands turn facts into sentences.
"""


class CbtError(Exception):
    """The base of all our exceptions."""


class FlowUnknown(CbtError):
    """No flow of this id is offered."""

    def __init__(self, flow_id: str) -> None:
        super().__init__(flow_id)
        self.flow_id = flow_id


class SessionUnknown(CbtError):
    """There is no such session, or it belongs to somebody else: both look alike."""


class PageUnknown(CbtError):
    """The session has no page of this number yet; `last` is the furthest page reached."""

    def __init__(self, last: int) -> None:
        super().__init__(last)
        self.last = last


class AnswerError(CbtError):
    """An answer does not fit its question.

    `code` names the reason (`empty`, `whole_number`, `range`, `option`, `length`, `lines`, `own_words`, `number`,
    `decimals`, `range_number`, `minutes`, `date`, `time`, `moment`, `shares_number`, `shares_sum`, `shares_over`,
    `check`); `facts` holds the numbers that a sentence about it needs; `sentence` is the author's own, for `check`.
    """

    def __init__(self, code: str, *, sentence: str = "", **facts: float) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.facts = facts


class FormTooOld(CbtError):
    """A form whose token hangs on another cookie than the one it came with; nothing was changed."""


class SealBroken(CbtError):
    """A sealed value does not open: wrong key, wrong place or changed bytes; it never says which."""


class ServerKeyBroken(CbtError):
    """The server key cannot be used; `reason` is `short`, `corrupt`, `unreadable` or `unwritable`."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class InsecureSetting(CbtError):
    """A setting that a promise rests on is not in force: `wanted` was asked for, `found` is what holds."""

    def __init__(self, name: str, wanted: str, found: str) -> None:
        super().__init__(name, wanted, found)
        self.name = name
        self.wanted = wanted
        self.found = found


class DatabaseTooNew(CbtError):
    """The database was made by a later release: `revision` is unknown here, `newest` is the last known."""

    def __init__(self, revision: str, newest: str) -> None:
        super().__init__(revision, newest)
        self.revision = revision
        self.newest = newest


class DatabaseBroken(CbtError):
    """The file is no sound database of ours; `reason` is `not_a_database`, `damaged` or `foreign`."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class StoreUnavailable(CbtError):
    """The store cannot answer now; `reason` is `full`, `locked`, `lost`, `readonly` or `other`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SessionExists(CbtError):
    """The session, its visit or its person is stored already: a twin of this request came first."""


class FlowVersionMissing(CbtError):
    """No flow version of this `digest` is stored; the digest stays out of the message."""

    def __init__(self, digest: str) -> None:
        super().__init__()
        self.digest = digest


class SettingUnknown(CbtError):
    """A CBT_ variable that we do not know; `known` are those we do."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


class SettingWrong(CbtError):
    """A setting that cannot be used as it is."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name)
        self.name = name
        self.reason = reason
