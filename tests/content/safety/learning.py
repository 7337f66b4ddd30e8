"""Learns from the texts of this folder how far words lean to each family, and writes it beside the packs.

Run as a program, it writes flows/detector/*.weights.json anew. It must not hold a test, and the same texts give the
same weights: nothing in it is left to chance.
"""

import hashlib
import json
import math
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from cbt.compiler.detector import FOLDER as DETECTOR
from cbt.compiler.library import default_flows_folder
from cbt.compiler.weights import ENDING
from cbt.safety.leaning import signs
from cbt.safety.pack import Pack
from cbt.safety.sentence import Reading, read_words
from cbt.safety.sign import FAMILIES
from cbt.safety.tokens import cut
from cbt.safety.weights import HUNDREDTHS, NEITHER, SOFTLY
from tests.content.safety.evaluation import HELD_OUT, QUIET, Line, lines, packs

KINDS = (NEITHER, SOFTLY, *FAMILIES)
_SOFT = frozenset({"past", "intrusive", "negation"})
# So many steps and no fewer: how near the end is depends on the last bit of a sum, and so on the machine.
_FREEDOM, _STEPS, _NEVER_NEAR = 300.0, 200, 1e-12
_UNHEARD_OF = -10.0
_LEAST = 120
_OFTEN = 3


def learnt_lines(language: str) -> list[Line]:
    """The texts that weights are learnt from: all but those that are held out."""
    return [line for line in lines() if line.language == language and not line.file.startswith(HELD_OUT)]


def kind_of(line: Line) -> str:
    """What a text is an example of."""
    if line.expected == "none" or (not line.expected and line.family in QUIET):
        return NEITHER
    if line.family in _SOFT:
        return SOFTLY
    return {"misspelt": line.of or "F1", "third": "F15"}.get(line.family, line.family)


def digest(some: Sequence[Line]) -> str:
    """What tells these texts from all others."""
    told = json.dumps([(line.text, kind_of(line)) for line in some], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Learnt:
    """How far each sign leans to each of `KINDS`, and where every sum begins."""

    start: Sequence[float]
    leans: Mapping[str, Sequence[float]]


def learn(examples: Sequence[tuple[Sequence[str], int]]) -> Learnt:
    """Multinomial logistic regression from texts, each as its signs and the index of its kind.

    `examples` are of three kinds or more; to a kind that none of them has, hardly anything leans.
    """
    often = Counter(sign for some, _ in examples for sign in some)
    known = {sign: at for at, sign in enumerate(sorted(each for each in often if often[each] >= _OFTEN))}
    rows = [[known[sign] for sign in some if sign in known] for some, _ in examples]
    # As the sum at the other end: a long text has more signs of everything.
    scales = [1 / math.sqrt(max(len(some), 1)) for some, _ in examples]
    starts = [0, *accumulate(map(len, rows))]
    values = [scale for row, scale in zip(rows, scales, strict=True) for _ in row]
    table = csr_matrix((values, [at for row in rows for at in row], starts), shape=(len(rows), len(known)))
    model = LogisticRegression(C=_FREEDOM, max_iter=_STEPS, tol=_NEVER_NEAR)
    # One thread: sums in another order are other sums.
    with warnings.catch_warnings(), threadpool_limits(1):
        # It is stopped on purpose before it fits these texts too well.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(table, [kind for _, kind in examples])
    start = [_UNHEARD_OF] * len(KINDS)
    for kind, each in zip(model.classes_, model.intercept_, strict=True):
        start[kind] = float(each)
    leans = {}
    for sign, at in known.items():
        leans[sign] = [0.0] * len(KINDS)
        for kind, each in zip(model.classes_, model.coef_[:, at], strict=True):
            leans[sign][kind] = float(each)
    return Learnt(start, leans)


def examples_of(some: Iterable[Line], pack: Pack) -> list[tuple[list[str], int]]:
    """The signs of each text and its kind; of an ordinary one, its sentences too, since none of them is danger."""
    found = []
    for line in some:
        reading, kind = read_words(cut(line.text), pack), kind_of(line)
        stretches = {(0, len(reading.words))}
        if kind == NEITHER:
            stretches |= set(_sentences(reading))
        for first, end in sorted(stretches):
            found.append((sorted(signs(reading, first, end)), KINDS.index(kind)))
    return found


def _sentences(reading: Reading) -> list[tuple[int, int]]:
    starts = [index for index, word in enumerate(reading.words) if not index or word.is_first]
    return list(zip(starts, [*starts[1:], len(reading.words)], strict=True))


def render(language: str, learnt: Learnt, learnt_from: str) -> str:
    """The file of weights: one sign a line, in hundredths, without those that hardly lean."""
    leans: dict[str, Mapping[str, int]] = {}
    for sign in sorted(learnt.leans):
        hundredths = [round(weight * HUNDREDTHS) for weight in learnt.leans[sign]]
        kept = {kind: each for kind, each in zip(KINDS, hundredths, strict=True) if abs(each) >= _LEAST}
        if kept:
            leans[sign] = kept
    head = {
        "weights": language,
        "learnt_from": learnt_from,
        "kinds": KINDS,
        "start": [round(weight * HUNDREDTHS) for weight in learnt.start],
    }
    top = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items())
    rows = ",\n".join(f"{json.dumps(sign, ensure_ascii=False)}:{_short(leans[sign])}" for sign in leans)
    return f'{{{top},\n"leans": {{\n{rows}\n}}}}\n'


def _short(leans: Mapping[str, int]) -> str:
    return json.dumps(leans, separators=(",", ":"))


def write_all() -> None:
    """Learns anew for every language that has weights, and writes them."""
    for path in sorted((default_flows_folder() / DETECTOR).glob(f"*{ENDING}")):
        language = path.name.removesuffix(ENDING)
        some = learnt_lines(language)
        learnt = learn(examples_of(some, packs()[language]))
        path.write_text(render(language, learnt, digest(some)), encoding="utf-8")


if __name__ == "__main__":
    write_all()
