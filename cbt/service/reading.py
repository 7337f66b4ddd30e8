"""Reads a value on a page, computed ones too.

It must not turn it into words.
"""

from cbt.engine.machine import Program
from cbt.engine.walk import Readable, Walk
from cbt.model.reference import ComputedRef, Ref


def read_value(program: Program, ref: Ref, walk: Walk) -> Readable:
    """What a reference reads on this path: an answer, an input or a computed value; None where there is none."""
    return program.evaluator.computed(ref.name)(walk) if isinstance(ref, ComputedRef) else walk.read(ref)


def read_number(program: Program, ref: Ref, walk: Walk) -> float | None:
    """The number that a reference reads, or None where there is none."""
    return as_number(read_value(program, ref, walk))


def as_number(value: object) -> float | None:
    """The value, if it is a number; a truth is none."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
