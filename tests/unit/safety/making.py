"""A small pack for the units, put together from its lines. It must not hold a test."""

from cbt.compiler.detector import parse_pack
from cbt.compiler.diagnostics import Diagnostic, Findings
from cbt.safety.pack import Pack

SMALL = """\
detector: xx
version: 1
reviewed_by: nobody yet
fillers: just
watched: myself suicide wanting kill
real: wasting
spellings: {kms: kill myself}
lists:
  i: [i, im, me]
  me: [i, im, me, my, myself]
  self: [myself]
  other: [friend, he, himself]
  others: [they]
  plain: [want]
  helping: [might]
  nots: [dont, never]
  why: [why]
  unsaid: [cant say i?]
  through: [want to]
  present: [want]
  past: [used to]
  long_ago: [years ago]
  now: [again]
  feared: [what if i]
  quoted: [song]
  play: [game]
  joking: [lol]
  me_too: [me too]
  want: [want to, wanna]
families:
  F1: [kill myself|himself, suicid*, took ..3 <many> pills]
  F2: [<want> die]
  F10: [cant go on]
  F12: [hurt him]
  F13: [hits me]
  F14: [hear voices]
  F7: [^ sleep+forever $]
idioms: [want to die laughing, kill ..2 time]
"""


def parse(text: str = SMALL, file: str = "detector/xx.yaml") -> tuple[Pack | None, list[Diagnostic]]:
    """The pack of a text, and what is wrong with it."""
    findings = Findings()
    pack = parse_pack(text.encode(), file, findings)
    return pack, findings.sorted()


def small_pack() -> Pack:
    """The small pack itself."""
    pack, findings = parse()
    assert pack is not None, findings
    return pack
