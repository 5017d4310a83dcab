"""Random steps through a form, played on both backends at once; five truths hold after each.

Whatever a person does: generated Python shows what closures show, following changes shows what
computing all anew shows, so does what is stored of it, stored answers bring the same form back,
and undo is exact.
A failure names the seed and every step, so that it can be played again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random
from uuid import UUID

from tests.differential.states import State, difference, state
from tests.oracle.play import answer

from bina_desktop.application.stored_form import StoredAnswers, storable
from bina_desktop.formengine.client import FormError, Node, NodeKind, Ref
from bina_desktop.formengine.definition.model import Event, FormDefinition
from bina_desktop.formengine.instance import opening
from bina_desktop.formengine.instance.metadata import Metadata
from bina_desktop.formengine.instance.session import FormSession

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KNOWN = Metadata(username="ani", deviceid="laptop", instance_id="uuid:1", email="ani@contoh.id")
MOST_INSTANCES = 4
_PREPARED = 0.3
"""How often nobody waits for a while after an answer."""
_ASKED = frozenset(
    {
        NodeKind.INPUT,
        NodeKind.SELECT_ONE,
        NodeKind.SELECT_MULTIPLE,
        NodeKind.RANK,
        NodeKind.RANGE,
        NodeKind.UPLOAD,
        NodeKind.ACKNOWLEDGE,
    }
)
_ODD = ("zz", "-1", "1,5", "0", "3-2-2026", "31-2-2026", "25:61", "a b", "1e3", " x ", "y", "2")
"""Answers of another type, choices that are not there, and what lies on a border."""
_KEY = re.compile(r"\[[^\]]*\]")
Step = Callable[[FormSession], object]


class DisagreementError(AssertionError):
    """Two ways to the same form that do not meet."""


class SteadyChance(Random):
    """Chance that always falls the same way, so that computing anew changes nothing."""

    def random(self) -> float:
        return 0.25

    def getrandbits(self, k: int, /) -> int:
        return UUID("7e9f5c1c-6d3e-4a57-9a3b-0c1f2d3e4f50").int >> max(0, 128 - k)


def opened(form: FormDefinition, language: str | None = None) -> FormSession:
    """Open a form at a fixed time, with fixed metadata and chance."""
    return FormSession(
        form, language=language, clock=lambda: NOON, metadata=KNOWN, chance=SteadyChance()
    )


@dataclass(slots=True)
class Walk:
    """One form filled in at random, in generated Python and in closures."""

    form: FormDefinition
    closures: FormDefinition
    seed: int
    steps: list[str] = field(default_factory=list[str])
    _session: FormSession = field(init=False)
    _mirror: FormSession = field(init=False)
    _chance: Random = field(init=False)
    _seen: State = field(init=False)
    _written_over: bool = field(init=False, default=False)
    _calculated: frozenset[str] = field(init=False)
    _following: StoredAnswers = field(init=False)
    _stored: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Open both sessions."""
        self._chance = Random(self.seed)
        # The one starts from what opening is known to give, the other computes it.
        known = replace(self.form, opened=opening.opened(self.form, clock=lambda: NOON))
        self._session, self._mirror = opened(known), opened(self.closures)
        self._seen = {}
        self._following, self._stored = StoredAnswers(self._session), self._whole()
        self._calculated = frozenset(node.path for node in self.form.nodes if node.calculated)

    def play(self, count: int, *, work: int = 6_000) -> None:
        """Make `count` steps, fewer where that would look at more than `work` nodes in all.

        Raises DisagreementError at the first difference.
        """
        self._compare()
        first = self._seen
        while count > 0 and work > 0:
            self._step()
            count -= 1
            work -= len(self._seen)
        self._restore()
        self._go_back_and_forth(first)

    def _step(self) -> None:
        often = {
            self._answer: 12,
            self._answer_many: 3,
            self._clear: 1,
            self._add: 4,
            self._remove: 2,
            self._move: 2,
            self._explain: 1,
            self._undo: 2,
            self._redo: 1,
            self._speak: 1,
        }
        self._chance.choices(list(often), list(often.values()))[0]()

    # --- what a person does ---------------------------------------------------------------

    def _answer(self) -> None:
        node = self._any(*_ASKED)
        if node is not None:
            ref, text = node.ref, self._text(node)
            self._do(f"set_value({ref!r}, {text!r})", lambda session: session.set_value(ref, text))
            if self._chance.random() < _PREPARED:
                self.steps.append("prepare()")
                self._session.prepare()

    def _answer_many(self) -> None:
        nodes = self._nodes(*_ASKED)
        if nodes:
            drawn = self._chance.sample(nodes, min(len(nodes), self._chance.randint(2, 4)))
            batch = {node.ref: self._text(node) for node in drawn}
            self._do(f"set_values({batch!r})", lambda session: session.set_values(batch))

    def _clear(self) -> None:
        node = self._any(*_ASKED, NodeKind.GROUP, NodeKind.REPEAT, NodeKind.REPEAT_INSTANCE)
        if node is not None:
            ref = node.ref
            self._note_written_over(ref)
            self._do(f"clear({ref!r})", lambda session: session.clear(ref))

    def _add(self) -> None:
        place = self._any(NodeKind.REPEAT)
        if place is not None and len(place.children) < MOST_INSTANCES:
            ref, key = place.ref, f"k{len(self.steps)}"
            self._do(
                f"add_repeat({ref!r}, key={key!r})",
                lambda session: session.add_repeat(ref, key=key),
            )

    def _remove(self) -> None:
        instance = self._any(NodeKind.REPEAT_INSTANCE)
        if instance is not None:
            ref = instance.ref
            self._do(f"remove_repeat({ref!r})", lambda session: session.remove_repeat(ref))

    def _move(self) -> None:
        instance = self._any(NodeKind.REPEAT_INSTANCE)
        if instance is not None and instance.parent is not None:
            ref = instance.ref
            position = self._chance.randint(1, len(instance.parent.children))
            self._do(
                f"move_repeat({ref!r}, {position})",
                lambda session: session.move_repeat(ref, position),
            )

    def _explain(self) -> None:
        warned = [node for node in self._session.walk() if node.warning is not None]
        if warned:
            ref, text = self._chance.choice(warned).ref, self._chance.choice(["", "memang"])
            self._do(f"explain({ref!r}, {text!r})", lambda session: session.explain(ref, text))

    def _undo(self) -> None:
        self._do("undo()", lambda session: session.undo())

    def _redo(self) -> None:
        self._do("redo()", lambda session: session.redo())

    def _speak(self) -> None:
        languages = self.form.info.languages
        if languages:
            language = self._chance.choice(languages)
            self._do(f"set_language({language!r})", lambda session: session.set_language(language))

    # --- what must hold -------------------------------------------------------------------

    def _do(self, told: str, step: Step) -> None:
        self.steps.append(told)
        one, other = _tried(self._session, step), _tried(self._mirror, step)
        seen = self._seen
        self._compare()
        if one != other:
            self._disagree("what the call returns", f"{one!r}, {other!r}")
        changed = one[1] if isinstance(one, tuple) else one
        if isinstance(changed, frozenset):
            altered = [ref for ref, shown in self._seen.items() if seen.get(ref) != shown]
            silent = [ref for ref in altered if ref not in changed]
            if silent:
                self._disagree("what changed without being told", ", ".join(silent))
            self._store(changed)

    def _store(self, changed: frozenset[Ref]) -> None:
        """Compare what is stored of what changed with what would be stored of everything."""
        self._stored |= self._following.follow(changed)
        self._stored = {key: text for key, text in self._stored.items() if text}
        whole = self._whole()
        if self._stored != whole:
            differing = dict(self._stored.items() ^ whole.items())
            self._disagree("stored step by step and at once", repr(differing))

    def _whole(self) -> dict[str, str]:
        return storable(self._session.answers())

    def _compare(self) -> None:
        """Compare the backends, then what follows from changes with what is computed anew."""
        present = self._seen = state(self._session)
        self._expect("generated Python and closures", present, state(self._mirror))
        if not self._written_over:
            self._mirror.recalculate()
            self._expect("following changes and computing anew", present, state(self._mirror))

    def _restore(self) -> None:
        if any(Event.LOAD in action.events for action in self.form.actions):
            return  # Such an action writes at every opening: a form opened again is another.
        again = opened(self.form, self._session.language)
        answers = self._session.answers()
        unplaced = again.restore(answers).unplaced
        if unplaced:
            self._disagree("answers without a home", repr(unplaced))
        self._expect("live and restored", state(self._session), state(again))
        if again.answers() != answers:
            self._disagree("answers", f"{answers!r}, {again.answers()!r}")
        if again.results() != self._session.results():
            self._disagree("results", f"{self._session.results()!r}, {again.results()!r}")

    def _go_back_and_forth(self, first: State) -> None:
        session = self._session
        language, last = session.language, state(session)
        # Undo brings back what a person overwrote as it was, in the language of that moment.
        exact = not self._written_over or not self.form.info.languages
        steps = 0
        while session.can_undo:
            session.undo()
            steps += 1
        session.set_language(self.form.info.default_language)
        if exact:
            self._expect("first and undone", first, state(session))
        for _ in range(steps):
            session.redo()
        session.set_language(language)
        if exact:
            self._expect("last and done again", last, state(session))

    def _expect(self, what: str, one: State, other: State) -> None:
        told = difference(one, other)
        if told:
            self._disagree(what, told)

    def _disagree(self, what: str, told: str) -> None:
        steps = "".join(f"\n  {step}" for step in self.steps)
        raise DisagreementError(f"{what}: {told}; seed {self.seed}, steps:{steps}")

    # --- drawing --------------------------------------------------------------------------

    def _nodes(self, *kinds: NodeKind) -> list[Node]:
        return [node for node in self._session.walk() if node.kind in kinds]

    def _any(self, *kinds: NodeKind) -> Node | None:
        nodes = self._nodes(*kinds)
        return self._chance.choice(nodes) if nodes else None

    def _text(self, node: Node) -> str:
        self._note_written_over(node.ref)
        fall = self._chance.random()
        if fall < 0.15:
            return ""
        return self._chance.choice(_ODD) if fall < 0.35 else answer(node, self._chance)

    def _note_written_over(self, ref: Ref) -> None:
        """Remember that a person may write over a calculation: computing anew would undo it."""
        path = _KEY.sub("", ref)
        written = (at == path or at.startswith(f"{path}/") for at in self._calculated)
        self._written_over = self._written_over or any(written)


def _tried(session: FormSession, step: Step) -> object:
    """Return what a step returns, or how it is refused."""
    try:
        return step(session)
    except (FormError, KeyError, ValueError) as refused:
        return f"{type(refused).__name__}: {refused}"
