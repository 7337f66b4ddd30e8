"""Learns from the texts of this folder how far words lean to each family, and writes it beside the packs.

Run as a program, it writes flows/detector/*.weights.json anew. It must not hold a test, and the same texts give the
same weights: nothing in it is left to chance.
"""

import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cbt.compiler.detector import FOLDER as DETECTOR
from cbt.compiler.library import default_flows_folder
from cbt.compiler.weights import ENDING, HUNDREDTHS
from cbt.safety.leaning import signs
from cbt.safety.pack import Pack
from cbt.safety.sentence import Reading, read_words
from cbt.safety.sign import FAMILIES
from cbt.safety.tokens import cut
from cbt.safety.weights import NEITHER, SOFTLY
from tests.content.safety.evaluation import HELD_OUT, QUIET, Line, lines, packs

KINDS = (NEITHER, SOFTLY, *FAMILIES)
ROUNDS = 10
_SOFT = frozenset({"past", "intrusive", "negation"})
_PACE, _SLOWEST = 2.0, 1.0
_SPARSENESS = 0.1
_STILLNESS = 0.02
_LEAST = 20
_OFTEN = 2


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


@dataclass
class Learner:
    """Multinomial logistic regression, learnt one text at a time by the rule known as FTRL-Proximal.

    It keeps most weights at zero, so that what is shipped is small and can be read.
    """

    kinds: tuple[str, ...] = KINDS
    pulls: dict[str, list[float]] = field(default_factory=dict)
    paces: dict[str, list[float]] = field(default_factory=dict)

    def weights(self, sign: str) -> list[float]:
        """The weights of a sign now, one a kind."""
        pulls = self.pulls.setdefault(sign, [0.0] * len(self.kinds))
        paces = self.paces.setdefault(sign, [0.0] * len(self.kinds))
        sparseness = _SPARSENESS if sign else 0.0
        return [
            0.0
            if abs(pull) <= sparseness
            else (math.copysign(sparseness, pull) - pull)
            / ((_SLOWEST + math.sqrt(pace)) / _PACE + _STILLNESS)
            for pull, pace in zip(pulls, paces, strict=True)
        ]

    def learn(self, some: Sequence[str], count: int, kind: int) -> None:
        """Moves the weights of a text's signs, of which it has `count`, towards its kind.

        The empty sign is where every sum begins.
        """
        scale = 1 / math.sqrt(count or 1)
        known = {"": self.weights(""), **{sign: self.weights(sign) for sign in some}}
        sums = [
            start + scale * sum(known[sign][each] for sign in some) for each, start in enumerate(known[""])
        ]
        most = max(sums)
        grown = [math.exp(each - most) for each in sums]
        whole = sum(grown)
        errors = [each / whole - (index == kind) for index, each in enumerate(grown)]
        for sign, weights in known.items():
            self._move(sign, weights, [error * (scale if sign else 1.0) for error in errors])

    def _move(self, sign: str, weights: Sequence[float], slopes: Sequence[float]) -> None:
        pulls, paces = self.pulls[sign], self.paces[sign]
        for index, slope in enumerate(slopes):
            further = paces[index] + slope * slope
            pulls[index] += slope - (math.sqrt(further) - math.sqrt(paces[index])) / _PACE * weights[index]
            paces[index] = further


def learn(examples: Sequence[tuple[Sequence[str], int]]) -> Learner:
    """What is learnt from texts, each as its signs and the index of its kind, in an order that is always the same."""
    learner = Learner()
    often = Counter(sign for some, _ in examples for sign in some)
    order = [([sign for sign in some if often[sign] >= _OFTEN], len(some), kind) for some, kind in examples]
    chance = random.Random(1)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for some, count, kind in order:
            learner.learn(some, count, kind)
    return learner


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


def render(language: str, learner: Learner, learnt_from: str) -> str:
    """The file of weights: one sign a line, in hundredths, without those that hardly lean."""
    leans: dict[str, Mapping[str, int]] = {}
    for sign in sorted(learner.pulls):
        hundredths = [round(weight * HUNDREDTHS) for weight in learner.weights(sign)]
        kept = {
            kind: each for kind, each in zip(learner.kinds, hundredths, strict=True) if abs(each) >= _LEAST
        }
        if sign and kept:
            leans[sign] = kept
    head = {
        "weights": language,
        "learnt_from": learnt_from,
        "kinds": learner.kinds,
        "start": [round(weight * HUNDREDTHS) for weight in learner.weights("")],
    }
    top = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items())
    rows = ",\n".join(f"{json.dumps(sign, ensure_ascii=False)}: {json.dumps(leans[sign])}" for sign in leans)
    return f'{{{top},\n"leans": {{\n{rows}\n}}}}\n'


def write_all() -> None:
    """Learns anew for every language that has weights, and writes them."""
    for path in sorted((default_flows_folder() / DETECTOR).glob(f"*{ENDING}")):
        language = path.name.removesuffix(ENDING)
        some = learnt_lines(language)
        learner = learn(examples_of(some, packs()[language]))
        path.write_text(render(language, learner, digest(some)), encoding="utf-8")


if __name__ == "__main__":
    write_all()
