"""Which texts a model is to be asked about.

It must not read a text in: it chooses among those that the bank knows.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cbt.cli.console import note, stop
from cbt.cli.reword.putting import Place

if TYPE_CHECKING:
    from cbt.cli.reword.banks import Folder
    from cbt.compiler.prose import Spot

_PARAGRAPHS = "\n\n"


def named_texts(folder: "Folder", names: Sequence[str]) -> "dict[str, dict[str, Spot]]":
    """What can be reworded, by the name of its file and by key: of all files, or of those named.

    Ends the command for a name that has nothing to reword.
    """
    from cbt.cli.reword.refusing import why_no_file

    known = dict(folder.spots())
    for name in names:
        if name not in known:
            stop(why_no_file(folder, name, known))
    return {name: known[name] for name in names or known}


def folder_and_names(flows: Path | None, given: Sequence[str]) -> tuple[Path | None, list[str]]:
    """The folder that is meant, and names such as `sleep` or `parts/x`, from names or paths to files.

    Ends the command for files of several folders.
    """
    folders, names = {flows} if flows is not None else set(), []
    for each in given:
        path = Path(each)
        if path.suffix != ".yaml":
            names.append(each)
            continue
        inside = path.parent.name == "parts"
        folders.add(path.parent.parent if inside else path.parent)
        names.append(f"parts/{path.stem}" if inside else path.stem)
    if len(folders) > 1:
        stop("These files are of several folders: take one folder at a time.")
    return next(iter(folders), None), names


def places_to_ask(
    folder: "Folder", texts: "dict[str, dict[str, Spot]]", tones: Sequence[str], *, again: bool
) -> Iterator[Place]:
    """The texts and tones without a wording; and those for which a model's is stale, or only proposed and `again`.

    What a person wrote, or has approved, is never asked for anew. A text of several paragraphs is left to people: the
    guards want as many, and a model is asked for one line.
    """
    from cbt.compiler.wording import find_tables

    for name, spots in texts.items():
        places = [Place(folder, name, key, spot, tone) for tone in tones for key, spot in spots.items()]
        language = places[0].language
        if find_tables(language) is None:
            note(f"{name} is left out: the guards know no words of the language {language}.", "yellow")
            continue
        yield from (place for place in places if _is_open(place, again=again))


def _is_open(place: Place, *, again: bool) -> bool:
    from cbt.compiler.judging import MODEL, is_stale

    if _PARAGRAPHS in place.source:
        return False
    file = place.folder.find(place.name, place.tone)
    entry = next((each for each in file.entries if each.key == place.key), None) if file is not None else None
    if entry is None:
        return True
    if entry.shape.by != MODEL:
        return False
    return is_stale(entry) or (again and entry.shape.approved is None)
