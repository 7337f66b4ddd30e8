"""What is measured, and how good each figure must be and aims to be.

It must not measure.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """One row: what is put side by side, the figure it must reach, and the one it aims at."""

    what: str
    must: float
    aim: float
    unit: str = ""
    more_is_better: bool = False

    def verdict(self, value: float) -> str:
        """How a figure stands to the limit, in words."""
        if self._is_within(value, self.aim):
            return "reaches the aim"
        return "holds" if self._is_within(value, self.must) else "misses"

    def _is_within(self, value: float, bound: float) -> bool:
        return value >= bound if self.more_is_better else value <= bound


def _share(what: str, must: float, aim: float) -> Limit:
    return Limit(what, must, aim, more_is_better=True)


LIMITS = {
    "http": _share("an answer over HTTP / the bare turn, 1 worker, 4 people", 0.50, 0.70),
    "in-process": _share("an answer in process / the bare turn", 0.40, 0.60),
    "gunicorn": _share("an answer on granian / the bare turn on gunicorn", 0.9, 1.2),
    "postgres": _share("an answer on PostgreSQL / a bare psycopg turn", 0.55, 0.80),
    "statements": Limit("statements for an answer, besides BEGIN and COMMIT", 4, 2),
    "bank": Limit("an answer where the questions have other wordings / where they have none", 1.02, 1.01),
    "reworded": Limit("an answer in a tone that was chosen / where there is none", 1.02, 1.01),
    "engine-step": Limit("a step of the engine, checks included / a bare trigger", 2.0, 1.25),
    "engine-share": Limit("a step of the engine, of an answer's time", 4, 2, "%"),
    "check-one": Limit("the check of one flow of 12 steps", 10, 5, "ms"),
    "check-1000": Limit("the check of 1,000 flows of 12 steps", 10, 5, "s"),
    "editor-findings": Limit(
        "from a keystroke in a flow of 400 steps to its findings, cbt lsp", 100, 60, "ms"
    ),
    "editor-completion": Limit("from the same keystroke to what fits there", 100, 60, "ms"),
    "editor-hover": Limit("from a question to what a name means there", 100, 20, "ms"),
    "start": Limit("start to first answer / bare Flask", 5, 3),
    "start-100": Limit("100 flows add to a start", 0.3, 0.1, "s"),
    "start-1000": Limit("1,000 flows add to a start", 2, 0.7, "s"),
    "memory": Limit("memory of one worker / bare Flask", 2.5, 2),
    "parked": Limit("10,000 parked sessions add to a worker", 5, 1, "MB"),
    "long-session": Limit("an answer with 980 in the session / with 10", 1.5, 1.2),
    "many-records": Limit("an answer of a person with 10,000 records / with 10", 1.2, 1.1),
    "newest": Limit("their newest 20 records listed / 20 of 20", 2, 1.5),
    "full-database": Limit("an answer in a database of 50,000 sessions / 1,000", 1.2, 1.1),
    "tail": Limit("p99 / p50 of an answer, 4 people", 4, 2.5),
    "two-processes": Limit("p99 with 2 processes / 1, on SQLite", 3, 1.5),
    "wizard": _share("whole exercises of 8 steps / django-formtools wizard, tuned", 2.5, 3.5),
    "by-hand": _share("whole exercises of 8 steps / Flask-WTF by hand", 1.5, 2),
}
