"""A small language for the behaviour of forms, spoken through `formengine.client` only.

A form is a Markdown table as in the XLSForm documentation; every form is compiled once a run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from tests.scenario.snapshots import kept

from bina_desktop.formengine.client import (
    FormDefinitionError,
    Node,
    Progress,
    Ref,
    Restored,
    Session,
    SoftWarning,
    ViolationKind,
)
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.from_xlsform import convert
from bina_desktop.formengine.definition.loading import read_converted
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.engine import new_session, restore_session
from bina_desktop.formengine.instance import opening

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Scenario:
    """A form being filled in; each step returns the scenario, so that steps read as a story."""

    def __init__(self, form: FormDefinition, session: Session, clock: list[datetime]) -> None:
        self.form = form
        self.session = session
        self.changed: frozenset[Ref] = frozenset()
        self._clock = clock

    def node(self, ref: str) -> Node:
        return self.session.node(Ref(ref))

    def answer(self, ref: str, value: object) -> Scenario:
        self.changed = self.session.set_value(Ref(ref), str(value))
        return self

    def clear(self, ref: str) -> Scenario:
        return self.answer(ref, "")

    def add(self, ref: str, key: str) -> Scenario:
        _, self.changed = self.session.add_repeat(Ref(ref), key=key)
        return self

    def remove(self, ref: str) -> Scenario:
        self.changed = self.session.remove_repeat(Ref(ref))
        return self

    def move(self, ref: str, position: int) -> Scenario:
        self.changed = self.session.move_repeat(Ref(ref), position)
        return self

    def explain(self, ref: str, text: str) -> Scenario:
        self.changed = self.session.explain(Ref(ref), text)
        return self

    def clear_all(self, ref: str) -> Scenario:
        self.changed = self.session.clear(Ref(ref))
        return self

    def undo(self, times: int = 1) -> Scenario:
        for _ in range(times):
            assert self.session.can_undo
            self.changed = self.session.undo()
        return self

    def redo(self, times: int = 1) -> Scenario:
        for _ in range(times):
            assert self.session.can_redo
            self.changed = self.session.redo()
        return self

    def speak(self, language: str) -> Scenario:
        self.changed = self.session.set_language(language)
        return self

    def at(self, moment: datetime) -> Scenario:
        self._clock[0] = moment
        return self

    def expect(self, ref: str, value: object) -> Scenario:
        assert self.node(ref).value == str(value), ref
        return self

    def expect_relevant(self, *refs: str) -> Scenario:
        for ref in refs:
            assert self.node(ref).relevant, ref
        return self

    def expect_not_relevant(self, *refs: str) -> Scenario:
        for ref in refs:
            assert not self.node(ref).relevant, ref
        return self

    def expect_label(self, ref: str, label: str) -> Scenario:
        assert self.node(ref).label == label
        return self

    def expect_choices(self, ref: str, *values: str) -> Scenario:
        assert [choice.value for choice in self.node(ref).choices] == list(values)
        return self

    def expect_valid(self, *refs: str) -> Scenario:
        for ref in refs:
            assert self.node(ref).violation is None, ref
        return self

    def expect_violation(
        self, ref: str, kind: ViolationKind, message: str | None = None
    ) -> Scenario:
        violation = self.node(ref).violation
        assert violation is not None, ref
        assert violation.kind is kind
        if message is not None:
            assert violation.message == message
        return self

    def expect_warning(self, ref: str, message: str, explanation: str = "") -> Scenario:
        assert self.node(ref).warning == SoftWarning(message, explanation)
        return self

    def expect_no_warning(self, *refs: str) -> Scenario:
        for ref in refs:
            assert self.node(ref).warning is None, ref
        return self

    def expect_changed(self, *refs: str) -> Scenario:
        assert set(refs) <= self.changed
        return self

    def expect_unchanged(self, *refs: str) -> Scenario:
        assert not set(refs) & self.changed
        return self

    def expect_instances(self, ref: str, *keys: str) -> Scenario:
        assert [child.ref for child in self.node(ref).children] == [f"{ref}[{k}]" for k in keys]
        return self

    def expect_progress(self, progress: Progress) -> Scenario:
        assert self.session.progress() == progress
        return self

    def expect_answers(self, answers: Mapping[str, str]) -> Scenario:
        assert self.session.answers() == answers
        return self

    def restored(self) -> Scenario:
        """Close the form and open it again with what it handed out."""
        scenario, outcome = restore(self.form, self.session.answers())
        assert not outcome.unplaced
        return scenario


def scenario(markdown: str) -> Scenario:
    """Compile a form and open it."""
    return _opened(compiled(markdown))


def opened(xform: str) -> Scenario:
    """Open an XForm given as text: for what no workbook makes."""
    return _opened(read_xform(xform))


def _opened(form: FormDefinition) -> Scenario:
    clock = [NOON]
    return Scenario(form, new_session(form, clock=lambda: clock[0], username="ani"), clock)


def restore(form: FormDefinition, answers: Mapping[str, str]) -> tuple[Scenario, Restored]:
    """Open a form with stored answers."""
    clock = [NOON]
    session, outcome = restore_session(form, answers, clock=lambda: clock[0], username="ani")
    return Scenario(form, session, clock), outcome


def refused(markdown: str) -> list[str]:
    """Compile a form that must be refused; return the sentences for its author."""
    try:
        compiled(markdown)
    except FormDefinitionError as error:
        return [message.message for message in error.messages]
    raise AssertionError("the form was accepted")


@cache
def compiled(markdown: str) -> FormDefinition:
    """Compile a form given as a Markdown table, and have it out of its snapshot."""
    form = read_converted(convert(markdown.encode(), file_type=".md"), title="formulir")
    return kept(replace(form, opened=opening.opened(form, clock=lambda: NOON)))
