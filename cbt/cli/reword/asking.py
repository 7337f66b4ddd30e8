"""Asks a model about one text after the other, and puts the best of what it says into the bank at once.

It must not print, and sends nothing but what `cbt.llm.request` makes of an authored text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cbt.cli.reword.candidates import Candidate, best_of, by_model, candidate_of
from cbt.cli.reword.putting import Place, put
from cbt.errors import NoReply

if TYPE_CHECKING:
    from cbt.llm.client import Client
    from cbt.llm.replies import Replies
    from cbt.llm.request import Request


@dataclass(frozen=True, slots=True)
class Wish:
    """How a model is to be asked, and what may be written.

    `strict` takes in only what all three sets of guards let in; `approved_by` approves that in somebody's name.
    """

    model: str
    candidates: int
    temperature: float
    seed: int
    strict: bool = False
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run will ask for: calls beside those whose reply is known, and about how many tokens."""

    calls: int
    known: int
    sent: int
    most_back: int


@dataclass(slots=True)
class Outcome:
    """What came of one text; `best` is what was written."""

    place: Place
    candidates: list[Candidate] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    best: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """A run with a service and the replies that are kept of it."""

    client: "Client"
    replies: "Replies"
    wish: Wish

    def requests(self, place: Place) -> "list[Request]":
        """One request for each candidate, with seeds that follow each other."""
        from cbt.llm.request import Sampling, request_for

        wish = self.wish
        seeds = range(wish.seed, wish.seed + wish.candidates)
        samplings = [Sampling(wish.model, wish.temperature, seed) for seed in seeds]
        return [request_for(place.source, place.tone, place.keep, each) for each in samplings]

    def cost(self, places: list[Place]) -> Cost:
        """What asking about these texts would cost, without asking."""
        everything = [request for place in places for request in self.requests(place)]
        new = [each for each in everything if self._known(each) is None]
        return Cost(
            len(new),
            len(everything) - len(new),
            sum(each.tokens for each in new),
            sum(each.max_tokens for each in new),
        )

    def calls_for(self, place: Place) -> int:
        """How many calls a text takes."""
        return sum(self._known(each) is None for each in self.requests(place))

    def run(self, places: list[Place]) -> Iterator[Outcome]:
        """Asks and writes, text by text. Raises NoReply once the service is asked no more."""
        for place in places:
            outcome = self._ask_about(place)
            outcome.best = best_of(outcome.candidates)
            if outcome.best is not None:
                put(place, by_model(place, outcome.best, self.wish.approved_by))
            yield outcome

    def _ask_about(self, place: Place) -> Outcome:
        from cbt.llm.reply import text_in, without_quotes

        outcome = Outcome(place)
        for request in self.requests(place):
            try:
                text = without_quotes(text_in(self._reply(request)), request.hidden.text)
            except NoReply as none:
                if self.client.breaker.is_open:
                    raise
                outcome.failures.append(none.reason.replace("_", " "))
                continue
            shown = request.hidden.shown(text)
            outcome.candidates.append(candidate_of(place, shown, request.sampling, strict=self.wish.strict))
        return outcome

    def _reply(self, request: "Request") -> bytes:
        raw = self._known(request)
        if raw is None:
            raw = self.client.ask(request.body)
            self.replies.keep(request.digest(self.client.url), raw)
        return raw

    def _known(self, request: "Request") -> bytes | None:
        return self.replies.find(request.digest(self.client.url))
