"""The structural guards in their order: what is asked of whom, how far it reaches, and how the words hang together.

They must not demand the source's own words: those that stay are the closed vocabulary's business.
"""

from collections.abc import Callable, Iterator

from cbt.wording.asking import asks_for_as_much, asks_the_same, does_the_same, keeps_its_tense
from cbt.wording.doers import hangs_on_the_same, keeps_its_doers, keeps_what_is_done_to_you
from cbt.wording.grammar import agrees, compares_alike, does_not_repeat, holds_its_slots, keeps_parentheses
from cbt.wording.heart import brings_in_plain_words_only, keeps_most, keeps_the_heart
from cbt.wording.matching import Matching
from cbt.wording.options import adds_no_circumstance, keeps_its_options
from cbt.wording.people import (
    describes_the_same,
    keeps_its_pronouns,
    keeps_its_roles,
    speaks_of_the_same_people,
)
from cbt.wording.reach import denies_the_same, keeps_poles, reaches_as_far
from cbt.wording.reason import Reason
from cbt.wording.senses import keeps_its_senses
from cbt.wording.several import names_as_many

STRUCTURAL: tuple[Callable[[Matching], Iterator[Reason]], ...] = (
    does_the_same,
    asks_the_same,
    reaches_as_far,
    keeps_poles,
    denies_the_same,
    asks_for_as_much,
    speaks_of_the_same_people,
    keeps_its_pronouns,
    describes_the_same,
    keeps_its_roles,
    keeps_its_doers,
    keeps_what_is_done_to_you,
    hangs_on_the_same,
    keeps_its_tense,
    holds_its_slots,
    keeps_parentheses,
    compares_alike,
    does_not_repeat,
    agrees,
    keeps_its_senses,
    names_as_many,
    keeps_the_heart,
    keeps_most,
    brings_in_plain_words_only,
    keeps_its_options,
    adds_no_circumstance,
)
