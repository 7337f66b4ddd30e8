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


class WordsWrong(CbtError):
    """Recovery words that open nothing.

    `reason` is `empty`, `count` (with how many there were), `unknown` (with the `places`, from 1, of those that are not
    in the list), `together` (no such twelve were ever made), `nobody` (they are nobody's here) or `overtaken` (newer
    ones hold).
    """

    def __init__(self, reason: str, *, places: tuple[int, ...] = (), count: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.places = places
        self.count = count


class PassphraseWrong(CbtError):
    """A passphrase that does not open a device (`reason` is `other`) or cannot be taken (`short`, `long`, `differ`)."""

    def __init__(self, reason: str = "other") -> None:
        super().__init__(reason)
        self.reason = reason


class BrowserTaken(CbtError):
    """This browser holds the key to other records, which would be out of reach; nothing was changed."""


class ArchiveWrong(CbtError):
    """A file of records that cannot be brought in; `reason` is `foreign`, `newer`, `damaged` or `many`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SweepRefused(CbtError):
    """Nothing was deleted; `reason` is `clock` (`days` since the last sweep) or `many` (`due` of `people`)."""

    def __init__(self, reason: str, *, days: int = 0, due: int = 0, people: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.days = days
        self.due = due
        self.people = people


class BackupWrong(CbtError):
    """A backup that cannot be made or restored.

    `reason` is `old_schema`, `missing`, `damaged`, `unlike` (data and keys of different releases) or `taken` (the
    database that is to be restored into holds people already).
    """

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(reason, path)
        self.reason = reason
        self.path = path


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


class InstrumentUnknown(CbtError):
    """A questionnaire that CBT_INSTRUMENTS names and that is not shipped; `known` are those that are."""

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


class SettingMissing(SettingWrong):
    """A setting that is needed and is not there; `reason` is what it should be."""


class NoReply(CbtError):
    """A model gave nothing that can be used; `reason` says what came instead, `status` is that of HTTP or 0.

    `is_failure` tells a service that does not work from a model that answers, and not to the point.
    """

    def __init__(self, reason: str, status: int = 0, *, is_failure: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.is_failure = is_failure
