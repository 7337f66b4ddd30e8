"""Moves a session to the present version of its flow, where its answers mean the same there.

It must not store anything, and never loses an answer: what cannot be moved whole stays where it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cbt.engine.compare import compare
from cbt.model.flow import Flow
from cbt.model.packed import Answers
from cbt.model.renaming import renamed_key
from cbt.model.session import ExerciseSession, Facts, Pages, Position


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The way from one flow version to another of the same structure: `renamed` says which steps have new ids."""

    version: str
    renamed: Mapping[str, str]

    def of(self, session: ExerciseSession) -> ExerciseSession:
        """The session in the other version, on the same page, with every answer."""
        if not self.renamed:
            return replace(session, flow_version=self.version)
        facts, position = session.facts, session.position
        return replace(
            session,
            flow_version=self.version,
            facts=Facts(self._answers(facts.answers), self._ids(facts.items), facts.made, facts.inputs),
            position=Position(self._pages(position.pages), self._ids(position.walked)),
            shown={renamed_key(self.renamed, at): words for at, words in session.shown.items()},
            beside={
                renamed_key(self.renamed, at): (renamed_key(self.renamed, changed), mark)
                for at, (changed, mark) in session.beside.items()
            },
            unseen=frozenset([renamed_key(self.renamed, at) for at in session.unseen]),
        )

    def _answers(self, answers: Answers) -> Answers:
        return Answers({renamed_key(self.renamed, at): held for at, held in answers.packed.items()})

    def _pages(self, pages: Pages) -> Pages:
        return Pages({renamed_key(self.renamed, at): number for at, number in pages.numbers.items()})

    def _ids(self, items: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        return {renamed_key(self.renamed, loop): ids for loop, ids in items.items()}


def find_upgrade(old: Flow, new: Flow) -> Upgrade | None:
    """The way from one version of a flow to another; None when more than words and ids changed. Costs milliseconds."""
    compared = compare(old, new)
    return None if compared.edits else Upgrade(new.version, new.renamed if compared.renamed else {})


def upgraded(session: ExerciseSession, old: Flow, new: Flow) -> ExerciseSession | None:
    """The session in the new version of its flow, or None where it has to stay in the old one; pure."""
    upgrade = find_upgrade(old, new)
    return upgrade.of(session) if upgrade is not None else None
