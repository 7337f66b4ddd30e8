"""What keeps the application from starting, in words for the operator: what is wrong, what was left alone, what to do.

It must not hold a secret.
"""

from functools import singledispatch

from cbt.compiler.diagnostics import did_you_mean
from cbt.errors import (
    BackupWrong,
    DatabaseBroken,
    DatabaseTooNew,
    InsecureSetting,
    InstrumentUnknown,
    ServerKeyBroken,
    SettingMissing,
    SettingUnknown,
    SettingWrong,
    StoreUnavailable,
    SweepRefused,
)

_BROKEN = {
    "not_a_database": "is not a database",
    "damaged": "is damaged",
    "foreign": "belongs to another program",
}
_KEY = {
    "short": "is cut short",
    "corrupt": "is damaged",
    "unreadable": "cannot be read",
    "unwritable": "cannot be made",
}
_UNAVAILABLE = {
    "full": "The disk is full. Nothing was changed. Make room on it, then start again.",
    "locked": "Another program holds the database. Nothing was changed. Stop that program, or wait for it.",
    "lost": "The database cannot be reached. Nothing was changed. See that it runs, and look at CBT_DATABASE_URL.",
    "readonly": "The database cannot be written to. Nothing was changed. See whose the data folder is.",
}
_BACKUP = {
    "old_schema": "The database is of an earlier release. Nothing was done. Start this release once, then try again.",
    "missing": "There is no backup in {path}: it takes a file data-....db and a file keys-....db of the same moment.",
    "damaged": "The backup {path} is damaged. Nothing was restored. Try an older one.",
    "unlike": "The data and the keys {path} are of different releases. Nothing was restored.",
    "taken": "The database holds people already, and they come first. Nothing was restored. Move it away, or choose "
    "another folder with --data.",
}


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?')) else '.'}"


@singledispatch
def words_for(trouble: Exception) -> str:
    """What is wrong, what was left alone, and what to do."""
    return f"The application cannot start ({type(trouble).__name__})."


@words_for.register
def _too_new(trouble: DatabaseTooNew) -> str:
    return (
        f"The database was made by a newer release (its schema is {trouble.revision}, this one knows up to "
        f"{trouble.newest}). It was left as it is. Start the newer release, or choose another folder with --data."
    )


@words_for.register
def _broken(trouble: DatabaseBroken) -> str:
    what = _BROKEN.get(trouble.reason, "cannot be used")
    return (
        f"The file {trouble.path} {what}. It was left as it is. "
        "Copy it somewhere safe, then restore a backup, or choose another folder with --data."
    )


@words_for.register
def _key(trouble: ServerKeyBroken) -> str:
    if not trouble.path:
        return "CBT_SECRET_KEY is too short. Give it 32 characters or more, chosen at random."
    if trouble.reason == "unwritable":
        return f"The server's key {trouble.path} cannot be made. See whose the folder is, and whether the disk is full."
    what = _KEY.get(trouble.reason, "cannot be used")
    return (
        f"The server's key {trouble.path} {what}. It was left as it is. "
        "Restore it from a backup: without it, exercises that people have just opened cannot be begun."
    )


@words_for.register
def _insecure(trouble: InsecureSetting) -> str:
    if trouble.name.startswith("CBT_"):
        return (
            f"{trouble.name} is {trouble.found}: what people write, and their keys, would cross the network for "
            f"others to read. Nothing was started. Set it to {trouble.wanted}."
        )
    if trouble.name == "database":
        return f"CBT_DATABASE_URL names a {trouble.found} database. It has to be {trouble.wanted}."
    return (
        f"The database has {trouble.name} = {trouble.found}: an answer that counts as saved could be lost. "
        f"Nothing was started. Set {trouble.name} to {trouble.wanted}."
    )


@words_for.register
def _unknown(trouble: SettingUnknown) -> str:
    hint = did_you_mean(trouble.name.upper(), trouble.known)
    return (
        f"{trouble.name} is not a setting. {sentence(hint or 'The settings are ' + ', '.join(trouble.known))}"
    )


@words_for.register
def _instrument(trouble: InstrumentUnknown) -> str:
    hint = did_you_mean(trouble.name, trouble.known) or f"take {', '.join(trouble.known)}"
    return f"CBT_INSTRUMENTS names {trouble.name}, and there is no such questionnaire. {sentence(hint)}"


@words_for.register
def _wrong(trouble: SettingWrong) -> str:
    return f"{trouble.name} cannot be used: {trouble.reason}."


@words_for.register
def _missing(trouble: SettingMissing) -> str:
    return f"{trouble.name} is not set: {trouble.reason}."


@words_for.register
def _unavailable(trouble: StoreUnavailable) -> str:
    return _UNAVAILABLE.get(trouble.reason, "The database cannot be used. Nothing was changed.")


@words_for.register
def _backup(trouble: BackupWrong) -> str:
    return _BACKUP[trouble.reason].format(path=trouble.path)


@words_for.register
def _sweep(trouble: SweepRefused) -> str:
    if trouble.reason == "many":
        return (
            f"{trouble.due} of {trouble.people} people would be deleted, which is more than a fifth. Nobody was. "
            "See whether the clock of this machine is right. If it is, say it again with --even-many."
        )
    pause = f"{trouble.days} days ago" if trouble.days >= 0 else f"{-trouble.days} days ahead, by this clock"
    return (
        f"The last sweep was {pause}. Nobody was deleted, since the clock may be wrong. "
        "If it is right, say it again with --clock-is-right."
    )


@words_for.register
def _os(trouble: OSError) -> str:
    what = (
        "is a file, not a folder"
        if isinstance(trouble, FileExistsError)
        else f"cannot be used: {trouble.strerror}"
    )
    return f"{trouble.filename or 'A file'} {what}. It was left as it is. Choose another folder with --data."
