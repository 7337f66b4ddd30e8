"""Looks at a text with the packs of its languages and gives one sign.

It must not keep, log or send what it looks at, and is no judge of how a person is: words are all that it sees.
"""

from collections.abc import Iterator, Mapping

from cbt.safety.context import is_joking, weigh
from cbt.safety.finding import Hit, find_hits
from cbt.safety.leaning import find_leanings, is_ordinary
from cbt.safety.pack import Pack
from cbt.safety.sentence import Reading, read_words
from cbt.safety.sign import FAMILIES, OWN_DANGER, PLAIN_DANGER, PRESSING, TIER_OF, Sign, Span, Tier
from cbt.safety.tokens import cut

WINDOW = 10_000
OVERLAP = 1_000
ALWAYS = "en"
# A few words lean far and say little: "its note", "a thought of mine".
LEAST_WORDS = 5

_NEVER_OUTWEIGHED = PLAIN_DANGER | {"F12"}


def look(text: str, packs: Mapping[str, Pack], language: str = ALWAYS) -> Sign:
    """The sign that a text gives: the one function that a service calls, for each free text before it is stored.

    `packs` are by language (`en`); `language` is the page's, such as `de` or `pt-BR`. The English pack runs beside it,
    since people mix languages. Where the page's language has no pack and nothing was seen, the tier is `unsupported`:
    the page then shows its short line of help at all times. Pure and total: any text, time linear in its length.
    """
    own = language.partition("-")[0].lower()
    seen: dict[Span, Tier] = {}
    taken = bytearray(len(text))
    jokes = False
    for name in dict.fromkeys((own, ALWAYS)):
        if name in packs:
            found: dict[Span, Tier] = {}
            for start, window in _windows(text):
                jokes = _look_at(window, start, packs[name], found) or jokes
            # A word that both languages share means what the page's language says.
            seen |= {span: tier for span, tier in found.items() if not any(taken[span.start : span.end])}
            for span in found:
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
    if not seen:
        return Sign(Tier.NONE if own in packs else Tier.UNSUPPORTED)
    tier = min(seen.values(), key=PRESSING.index)
    families = tuple(sorted({span.family for span in seen}, key=FAMILIES.index))
    is_own = any(TIER_OF[family] is tier for family in families if family in OWN_DANGER)
    spans = tuple(sorted(seen, key=lambda span: (span.start, span.end, span.family)))
    return Sign(tier, families, tier is Tier.SOFT or (jokes and is_own), spans)


def _windows(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces that overlap, each with where it starts; nothing looked for is as long as an overlap."""
    for start in range(0, max(len(text) - OVERLAP, 1), WINDOW - OVERLAP):
        yield start, text[start : start + WINDOW]


def _look_at(text: str, offset: int, pack: Pack, seen: dict[Span, Tier]) -> bool:
    """Adds what one pack sees in one piece of text, and says whether it carries a mark of a joke.

    A place in two windows keeps its more pressing tier: the context of one of them was cut off.
    """
    reading = read_words(cut(text), pack)
    told = bytearray(len(reading.words))
    weights = pack.weights if len(reading.words) >= LEAST_WORDS else None
    for hit in find_hits(reading, pack):
        weighed = weigh(reading, hit)
        if weighed is not None and not (weights and _is_weak(hit) and is_ordinary(reading, hit, weights)):
            _see(reading, hit, *weighed, offset, seen)
            told[hit.first : hit.end] = b"\1" * (hit.end - hit.first)
    for leaning in find_leanings(reading, weights) if weights else ():
        # Where a line has spoken, it knows more exactly.
        if not any(told[leaning.hit.first : leaning.hit.end]):
            _see(reading, leaning.hit, leaning.hit.family, leaning.tier, offset, seen)
    return bool(seen) and is_joking(reading)


def _is_weak(hit: Hit) -> bool:
    """Whether a sighting may be outweighed: suicide, a wish to die, self-injury and harm to others never are."""
    return hit.family not in _NEVER_OUTWEIGHED


def _see(reading: Reading, hit: Hit, family: str, tier: Tier, offset: int, seen: dict[Span, Tier]) -> None:
    first, last = reading.words[hit.first], reading.words[hit.end - 1]
    span = Span(first.start + offset, last.end + offset, family)
    seen[span] = min(tier, seen.get(span, tier), key=PRESSING.index)
