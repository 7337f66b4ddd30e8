"""Works out a flow's figures over several records.

It must not open a record: it is given their numbers.
"""

from collections.abc import Mapping, Sequence

from cbt.engine.evaluate import Evaluator, nodes_of
from cbt.engine.walk import Readable, Walk
from cbt.model.expression import Expression, Name
from cbt.model.flow import Flow
from cbt.model.reference import AnswerRef, ComputedRef, Ref, SeriesRef
from cbt.model.session import Facts

Source = AnswerRef | ComputedRef
Numbers = Mapping[Source, float]


def sources_of(expression: Expression) -> tuple[Source, ...]:
    """What an expression reads of each record, each once."""
    refs = [node.ref for node in nodes_of(expression.root) if isinstance(node, Name)]
    return tuple(dict.fromkeys([ref.of for ref in refs if isinstance(ref, SeriesRef)]))


def figure_of(flow: Flow, expression: Expression, records: Sequence[Numbers]) -> tuple[float | None, int]:
    """The number over the records that give all that the expression reads, and how many these are.

    None where there is no such number, as the mean of no records. Numbers are in the author's own units.
    """
    sources = sources_of(expression)
    whole = [numbers for numbers in records if all(source in numbers for source in sources)]
    series = {source: tuple([numbers[source] for numbers in whole]) for source in sources}
    value = Evaluator({}).function(expression.root)(_Together(flow, series))
    return (value if isinstance(value, int | float) else None), len(whole)


class _Together(Walk):
    """A walk that stands nowhere, and reads the numbers of several records."""

    __slots__ = ("_series",)

    def __init__(self, flow: Flow, series: Mapping[Source, tuple[float, ...]]) -> None:
        super().__init__(flow, Facts())
        self._series = series

    def read(self, ref: Ref) -> Readable:
        return self._series.get(ref.of, ()) if isinstance(ref, SeriesRef) else super().read(ref)
