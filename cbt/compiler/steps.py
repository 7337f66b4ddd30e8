"""Makes the steps of each draft: pages with their texts, answers and rules, and the loops' own.

It must not join them: that is the wiring's.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from cbt.compiler.fields import owner_of_items
from cbt.compiler.inputs import inputs_of
from cbt.compiler.marks import read_marks
from cbt.compiler.nodes import Scalar
from cbt.compiler.outline import Draft
from cbt.compiler.pacing import LONGEST_WAIT, SHORTEST_WAIT, read_breathe, read_timer, seconds_of
from cbt.compiler.parts import Parts
from cbt.compiler.picking import check_items, is_list_of_one_record
from cbt.compiler.resolve import Resolver
from cbt.compiler.schema import StepShape, WaitShape
from cbt.compiler.scope import Scope, Target
from cbt.compiler.types import ITEMISED
from cbt.compiler.uses import Use
from cbt.compiler.wiring import again_id, more_id
from cbt.model.answer import Kind, OneOfKind, YesNoKind
from cbt.model.flow import Check, HandOff, Kept, Role, Step, Text, Wait
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, InputRef, PickedRef, PreviousRef, Ref

GATE = "gate"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a `for_each` walks: the list, the fewest and most items, and the loop or step that owns them."""

    ref: Ref
    least: int
    most: int
    owner: str


class Steps:
    """The steps of one flow by id; `labels` name each page's answer, `uses` are what pages need besides texts.

    `named` are the short names that the flow gives to values that no page asks for.
    """

    def __init__(self, resolver: Resolver, parts: Parts, *, allow_reword: bool) -> None:
        self._resolver = resolver
        self._parts = parts
        self._findings = parts.findings
        self._allow_reword = allow_reword
        self.steps: dict[str, Step] = {}
        self.labels: dict[str, Text] = {}
        self.named: dict[Ref, Text] = {}
        self.uses: dict[str, list[Use]] = defaultdict(list)
        self.listed: dict[str, Listed] = {}

    def add(self, draft: Draft) -> None:
        """Makes the steps that the draft adds."""
        match draft.nature:
            case "ask" | "say":
                self.steps[draft.id] = self._page(draft)
            case "repeat":
                self._add_again(draft)
            case "for_each":
                self._add_more(draft)
            case "hand_off":
                self._add_hand_off(draft)

    def _page(self, draft: Draft) -> Step:
        shape, scope = draft.shape, draft.level.scope
        word, prose = ("ask", shape.ask) if draft.nature == "ask" else ("say", shape.say)
        assert prose is not None
        prompt = self._text(prose, draft, word, scope)
        label = self._find_text(shape.label, draft, "label")
        self.labels[draft.id] = label or prompt
        if shape.end is not None:
            self._check_outermost(draft, "end")
            if not shape.end.strip():
                hint = "name the end, such as end: completed"
                self._findings.add("F013", shape.end, f'"end" of "{draft.name}" is empty', hint)
        ends = draft.answer.ends
        return Step(
            draft.id,
            self._role(draft),
            draft.level.loops,
            draft.name.pos,
            prompt,
            label=label,
            help=self._find_text(shape.help, draft, "help"),
            example=self._find_text(shape.example, draft, "example"),
            kind=self._kind(draft),
            labels=self._labels(draft),
            ends={point: self._text(ends[point], draft, f"ends.{point}", scope) for point in ends},
            optional=shape.optional == "true" or shape.recall is not None,
            safety=read_marks(draft, self._findings) if shape.safety else (),
            checks=self._checks(draft),
            keep_in_view=tuple(
                [kept for name in shape.keep_in_view or [] if (kept := self.kept(name, scope))]
            ),
            unit=self._find_text(shape.unit, draft, "unit"),
            rest=self._find_text(shape.rest, draft, "rest"),
            wait=self._wait(draft, shape.wait) if shape.wait is not None else None,
            timer=read_timer(shape.timer, self._findings) if shape.timer is not None else None,
            breathe=read_breathe(shape.breathe, self._findings) if shape.breathe is not None else None,
            end=str(shape.end) if shape.end is not None else None,
            reword=self._allow_reword and draft.nature == "ask" and _may_vary(shape),
            holds=shape.holds,
        )

    @staticmethod
    def _role(draft: Draft) -> Role:
        if draft.nature == "ask":
            return Role.QUESTION
        if draft.shape.wait is not None:
            return Role.WAIT
        return Role.END if draft.shape.end is not None else Role.READ

    def _labels(self, draft: Draft) -> dict[str, Text]:
        """The words of each option; where none has any, that is told once."""
        labels = draft.answer.labels
        if len(labels) > 1 and not any(label.strip() for label in labels.values()):
            hint = f"write {{{', '.join([f'{option}: ...' for option in labels])}}}, with words for the dots"
            message = f'the options of "{draft.name}" have no words'
            self._findings.add("F013", draft.shape.key("options"), message, hint)
            return {}
        scope = draft.level.scope
        return {option: self._text(labels[option], draft, f"options.{option}", scope) for option in labels}

    def _find_text(self, prose: Scalar | None, draft: Draft, word: str) -> Text | None:
        return self._text(prose, draft, word, draft.level.scope) if prose is not None else None

    def _text(self, prose: Scalar, draft: Draft, word: str, scope: Scope) -> Text:
        if not prose.strip():
            self._findings.add("F013", prose, f'"{word}" of "{draft.name}" is empty', "write its words")
        return self._resolver.text(prose, f"{draft.id}.{word}", scope)

    def _kind(self, draft: Draft) -> Kind | None:
        name = draft.answer.of
        if name is None:
            return draft.answer.kind
        target = self._resolver.target(name, draft.level.scope)
        if target is None:
            return None
        is_list = target.type.name in ITEMISED and isinstance(target.ref, AnswerRef | InputRef)
        is_field = target.type.name in ("text", "choice") and isinstance(target.ref, FieldRef)
        kind = draft.answer.makes(target.ref)
        has_other = isinstance(kind, OneOfKind) and kind.other
        is_recalled = is_list_of_one_record(target) and isinstance(kind, OneOfKind)
        if is_list or is_field or is_recalled:
            check_items(draft, name, target, kind, self._findings)
            self.uses[draft.id].append(Use(str(name), target.ref, name.pos, may_lack=has_other))
            return kind
        if target.type.item_of is not None and isinstance(target.ref, ComputedRef):
            self.uses[draft.id] += [
                Use(str(name), ref, name.pos, may_lack=has_other) for ref in (target.ref, target.type.item_of)
            ]
            kind = draft.answer.makes(target.type.item_of)
            if isinstance(kind, OneOfKind):
                return replace(kind, sorted_by=target.ref.name)
        message = f'"{name}" is {target.type.shown}, not a list with items'
        self._findings.add("F203", name, message, "name a list, a pick of many, an order, or a loop's texts")
        return None

    def _wait(self, draft: Draft, shape: WaitShape) -> Wait | None:
        if draft.level.has_owner("use"):
            hint = "let the flow wait at its outermost level, or in a loop of it"
            self._findings.add("F011", draft.shape.key("wait"), '"wait" stands inside a part', hint)
        if shape.node.stands_in or (shape.node.is_unsure and shape.lasts is shape.until):
            return None
        if (shape.lasts is None) == (shape.until is None):
            hint = "write {for: 2 hours}, or {until: an answer with a day}"
            self._findings.add("F013", draft.shape.key("wait"), '"wait" needs either "for" or "until"', hint)
            return None
        if shape.lasts is not None:
            seconds = seconds_of(shape.lasts, "wait", self._findings, least=SHORTEST_WAIT, most=LONGEST_WAIT)
            return Wait(seconds // 60, None, shape.lasts.pos) if seconds is not None else None
        assert shape.until is not None
        target = self._resolver.target(shape.until, draft.level.scope)
        if target is None:
            return None
        if target.type.name not in ("date", "moment") or target.type.many:
            message = f'"{shape.until}" is {target.type.shown}, not a day'
            self._findings.add("F203", shape.until, message, "wait until a date, or a date and time")
            return None
        self.uses[draft.id].append(Use(str(shape.until), target.ref, shape.until.pos))
        return Wait(None, target.ref, shape.until.pos)

    def _checks(self, draft: Draft) -> tuple[Check, ...]:
        checks = []
        for number, shape in enumerate(draft.shape.check or [], 1):
            must = self._resolver.truth(shape.must, draft.level.scope)
            sentence = self._text(shape.otherwise, draft, f"check.{number}", draft.level.scope)
            checks += [Check(must, sentence)] if must else []
        return tuple(checks)

    def kept(self, name: Scalar, scope: Scope) -> Kept | None:
        """An earlier answer that is shown again, with its name."""
        target = self._resolver.target(name, scope)
        if target is None:
            return None
        if target.type.name == "items":
            message = f'"{name}" is {target.type.shown}, and has no words of its own'
            fields = [each for each in scope.known() if each.startswith(f"{name}.")]
            hint = f"name an answer in it, such as {fields[0]}" if fields else "name an answer in it"
            self._resolver.findings.add("F203", name, message, hint)
            return None
        return Kept(str(name), target.ref, self.label_of(target.ref), name.pos)

    def label_of(self, ref: Ref) -> Text | None:
        """What a reference's answers are called: by their label, or else by the question that they answer."""
        if ref in self.named:
            return self.named[ref]
        if isinstance(ref, PickedRef):
            ref = ref.field
        return self.labels.get(ref.step) if isinstance(ref, AnswerRef | FieldRef | PreviousRef) else None

    def _add_again(self, draft: Draft) -> None:
        prose = draft.shape.again
        if prose is None or draft.body is None or draft.bounds[0] == draft.bounds[1]:
            return
        step, loops = again_id(draft), (*draft.level.loops, draft.id)
        prompt = self._text(prose, draft, "again", draft.body.scope)
        self.steps[step] = Step(step, Role.AGAIN, loops, prose.pos, prompt, kind=YesNoKind())

    def _add_more(self, draft: Draft) -> None:
        name, step = draft.shape.for_each, more_id(draft)
        assert name is not None
        self.steps[step] = Step(step, Role.MORE, (*draft.level.loops, draft.id), draft.name.pos)
        target = self._resolver.target(name, draft.level.scope)
        # That what is computed cannot be walked has been told.
        if target is None or draft.level.scope.is_computed(name):
            return
        owner = owner_of_items(target.ref)
        if owner is None or target.type.name not in ("items", *ITEMISED):
            self._note_no_list(draft, name, target)
            return
        least, most = int(target.type.least or 0), int(target.type.most or 1)
        self.listed[draft.id] = Listed(target.ref, least, most, owner)
        self.uses[step].append(Use(str(name), target.ref, name.pos))

    def _note_no_list(self, draft: Draft, name: Scalar, target: Target) -> None:
        outer = name.rpartition(".")[0]
        if target.type.many and draft.level.scope.find(outer) is not None:
            message, hint = f'"{name}" is one answer of each item, not the list', f'did you mean "{outer}"?'
        else:
            message = f'"{name}" is {target.type.shown}, not a list'
            hint = "walk a repeat, a list, a pick of many, or an order"
        self._findings.add("F203", name, message, hint)

    def _add_hand_off(self, draft: Draft) -> None:
        name = draft.shape.hand_off
        assert name is not None
        needs = self._parts.needs_of_flow(name)
        found = inputs_of(draft, needs, self._resolver) if needs is not None else {}
        self.uses[draft.id] += found.values()
        hand_off = HandOff(str(name), {need: use.ref for need, use in found.items()}, name.pos)
        self.steps[draft.id] = Step(
            draft.id, Role.HAND_OFF, draft.level.loops, draft.name.pos, hand_off=hand_off
        )
        self._check_outermost(draft, "hand_off")

    def given(self, draft: Draft) -> list[Use]:
        """What a part is given; a fault of its inputs is a finding."""
        assert draft.part is not None
        needs = {name: str(kind) for name, kind in (draft.part.needs or {}).items()}
        found = inputs_of(draft, needs, self._resolver)
        return [replace(use, inside=f"{draft.id}.") for use in found.values()]

    def _check_outermost(self, draft: Draft, word: str) -> None:
        if draft.level.owner is not None:
            message = f'"{word}" stands inside a part or loop'
            self._findings.add("F011", draft.shape.key(word), message, "end the flow at its outermost level")


def _may_vary(shape: StepShape) -> bool:
    """Whether the wording of a question may vary: not where its page says never, at a gate, nor in a questionnaire.

    The items of a questionnaire are those with a shared scale, and those with an answer after which help is offered;
    their page has to allow it.
    """
    if shape.holds == GATE:
        return False
    is_item = isinstance(shape.ends, Scalar) or shape.safety is not None
    return shape.reword == "allowed" or (shape.reword is None and not is_item)
