"""One form being filled in: `client.Session` over the live tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from bina_desktop.formengine.client import (
    DataType,
    FormInfo,
    Node,
    Problem,
    Progress,
    ReadonlyNodeError,
    Ref,
    Restored,
    ViolationKind,
)
from bina_desktop.formengine.definition.model import Event, FormDefinition
from bina_desktop.formengine.instance.actions import Actions
from bina_desktop.formengine.instance.closing import take_apart
from bina_desktop.formengine.instance.codecs import is_canonical, parse, parse_answer
from bina_desktop.formengine.instance.environment import Clock, SessionEnvironment, system_clock
from bina_desktop.formengine.instance.history import Explained, History, Moved, Presence
from bina_desktop.formengine.instance.metadata import Metadata, MetadataNodes
from bina_desktop.formengine.instance.node import Fault, LiveNode, Place
from bina_desktop.formengine.instance.opening import copied, settle
from bina_desktop.formengine.instance.outside import depends_on_language, reads_clock, speaks
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.repeats import KeyMaker, Repeats
from bina_desktop.formengine.instance.selects import Selects
from bina_desktop.formengine.instance.serialise import KEY, Restorer, attachments_of
from bina_desktop.formengine.instance.submission import submission_of
from bina_desktop.formengine.instance.submitted import Submitted
from bina_desktop.formengine.instance.taking import Taking
from bina_desktop.formengine.instance.telling import Teller
from bina_desktop.formengine.instance.tree import Tree, value_of
from bina_desktop.formengine.instance.view import (
    NodeView,
    Views,
    is_answerable,
    is_readonly,
    problem_kind,
)

_NOTHING_KNOWN = Metadata()
_NO_FAULT, _NOT_OF_ITS_TYPE = Fault.NONE, Fault.TYPE
_NOTHING_SAVED: Mapping[str, str] = {}


class FormSession:
    """Implements `client.Session`; belongs to one thread."""

    def __init__(
        self,
        form: FormDefinition,
        *,
        language: str | None = None,
        clock: Clock = system_clock,
        metadata: Metadata = _NOTHING_KNOWN,
        chance: Random | None = None,
        last_saved: Mapping[str, str] = _NOTHING_SAVED,
        first_load: bool = True,
    ) -> None:
        """Open a form: start values, metadata, everything computed, actions of a first load.

        `last_saved` holds the answers of the last saved submission by path, without instance
        keys. `first_load=False` leaves the actions out, for a submission that is taken over.
        """
        chance = chance or Random()  # noqa: S311 - keys and randomize(), no secrets
        self._form = form
        self._tree = Tree(form, last_saved=last_saved)
        self._environment = SessionEnvironment(
            self._tree, clock=clock, chance=chance, language=form.info.default_language
        )
        if language is not None:
            self._environment.language = self._known(language)
        self._selects = Selects(self._tree, self._environment)
        self._recalculation = Recalculation(self._tree, self._environment, self._selects)
        self._repeats = Repeats(self._tree, self._recalculation)
        self._added = self._repeats.added
        self._history = History(self._tree, self._recalculation, self._repeats)
        self._actions = Actions(
            self._tree, self._environment, self._recalculation, self._repeats, self._history
        )
        self._taking = Taking(
            self._tree,
            self._environment,
            self._recalculation,
            self._selects,
            put=self._history.put,
            triggers=self._actions.triggers,
        )
        self._metadata = MetadataNodes(self._tree, self._environment, self._recalculation)
        self._views = Views(self._environment, self._selects)
        self._teller = Teller(self._tree, self._environment)
        self._make_key = KeyMaker(clock, chance)
        self._deprecated_id = ""
        known = form.opened
        if known is None or not copied(known, self._tree, self._environment, self._recalculation):
            settle(self._tree, self._environment, self._recalculation)
        self._metadata.open(metadata)
        self._actions.settle()
        if first_load:
            self._actions.run(Event.FIRST_LOAD)
            self._actions.run(Event.LOAD)
        self._history.forget()

    @property
    def info(self) -> FormInfo:
        """Return the form's identity."""
        return self._form.info

    @property
    def root(self) -> NodeView:
        """Return the view of the root."""
        return self._views.of(self._tree.root)

    @property
    def language(self) -> str:
        """Return the language of labels, hints and messages."""
        return self._environment.language

    def set_language(self, language: str) -> frozenset[Ref]:
        """Speak another language of the form. Raises ValueError for one it does not have."""
        language = self._known(language)
        if language == self._environment.language:
            return frozenset()  # what a person wrote over a calculation stays
        self._environment.language = language
        for node in self._tree.walk(self._tree.root):
            node.offered = None
            if speaks(node):
                self._recalculation.changed.add(node.ref)
        self._recalculation.queue_vertices(depends_on_language)
        return self._settled()

    def node(self, ref: Ref) -> NodeView:
        """Return the live node. Raises KeyError when there is none."""
        return self._views.of(self._tree.by_ref[ref])

    def walk(self, start: Node | None = None) -> Iterator[NodeView]:
        """Yield nodes in form order, non-relevant ones too."""
        first = self._tree.root if start is None else self._tree.by_ref[start.ref]
        return (self._views.of(node) for node in self._tree.walk(first))

    def set_value(self, ref: Ref, text: str) -> frozenset[Ref]:
        """Answer with text as typed; '' clears."""
        node = self._tree.by_ref[ref]
        take = node.take or self._taking.of(node)
        if take(node, text):
            changed = self._recalculation.rest()
            if self._added:
                changed = self._actions.follow(changed)
            self._history.close()
            return changed
        self._answer(node, text)
        return self._commit()

    def prepare(self) -> None:
        """Make the next answers to questions answered lately quicker."""
        self._taking.prepare()

    def set_values(self, answers: Mapping[Ref, str]) -> frozenset[Ref]:
        """Give many answers with one recalculation; all of them or none."""
        nodes = [(self._writable(self._tree.by_ref[ref]), text) for ref, text in answers.items()]
        for node, text in nodes:
            self._answer(node, text)
        return self._commit()

    def clear(self, ref: Ref) -> frozenset[Ref]:
        """Clear a question, or every answer and explanation below a group or repeat."""
        start = self._tree.by_ref[ref]
        if start.d.children:
            nodes = [node for node in self._tree.walk(start) if node.d.answerable]
            nodes = [node for node in nodes if not is_readonly(node)]
        else:
            nodes = [self._writable(start)]
        for node in nodes:
            self._answer(node, "")
            self._explain(node, "")
        return self._commit()

    def explain(self, ref: Ref, text: str) -> frozenset[Ref]:
        """Say why an answer stands although its soft rule does not hold."""
        node = self._tree.by_ref[ref]
        if not node.d.warned:
            msg = f"“{node.d.name}” tidak memerlukan penjelasan."
            raise ReadonlyNodeError(msg)
        self._explain(node, parse(text, DataType.TEXT).text.strip())
        return self._commit()

    def add_repeat(self, ref: Ref, *, key: str | None = None) -> tuple[Ref, frozenset[Ref]]:
        """Append an instance; `key` restores a known one."""
        place = self._uncontrolled(self._tree.by_ref[ref])
        key = key or self._make_key()
        if KEY.fullmatch(key) is None:
            msg = f"{key!r} cannot be the key of an instance"
            raise ValueError(msg)
        if f"{ref}[{key}]" in self._tree.by_ref:
            msg = f"repeat {ref} already has an instance {key}"
            raise ValueError(msg)
        instance = self._repeats.add(place, key)
        self._history.record(Presence(instance, 0))
        return instance.ref, self._commit()

    def remove_repeat(self, ref: Ref) -> frozenset[Ref]:
        """Remove an instance."""
        instance = self._instance(ref)
        self._history.record(Presence(instance, instance.pos))
        self._repeats.remove(instance)
        return self._commit()

    def move_repeat(self, ref: Ref, position: int) -> frozenset[Ref]:
        """Make an instance the `position`-th of its repeat."""
        instance = self._instance(ref)
        assert instance.home is not None, "an instance stands in a place"
        if not 1 <= position <= len(instance.home.instances):
            msg = f"{instance.home.ref} has no position {position}"
            raise ValueError(msg)
        if position != instance.pos:
            self._history.record(Moved(instance))
            self._repeats.move(instance, position)
        return self._commit()

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return self._history.can_redo

    def undo(self) -> frozenset[Ref]:
        """Take the last step back."""
        return self._history.undo(self._actions.settle)

    def redo(self) -> frozenset[Ref]:
        """Do again what was last undone."""
        return self._history.redo(self._actions.settle)

    def refresh(self) -> frozenset[Ref]:
        """Run what reads the clock again: after midnight, and before a form is finalised."""
        self._recalculation.queue_vertices(reads_clock)
        return self._settled()

    def recalculate(self) -> frozenset[Ref]:
        """Run every expression of the form: the measure that `set_value` is compared with."""
        self._recalculation.queue_all()
        return self._settled()

    def validate(self) -> Sequence[Problem]:
        """Check every relevant node now; in form order."""
        self.refresh()
        return [
            self._views.of(node).problem(kind)
            for node in self._tree.walk(self._tree.root)
            if (kind := problem_kind(node)) is not None
        ]

    def finalise(self) -> Sequence[Problem]:
        """Store the end metadata, run the actions of finalising, then check every node."""
        self._metadata.finalise()
        self._actions.run(Event.REVALIDATE)
        return self.validate()

    def progress(self, section: Ref | None = None) -> Progress:
        """Count answerable questions of the form or of a section."""
        start = self._tree.root if section is None else self._tree.by_ref[section]
        answered = total = open_required = problems = 0
        for node in self._tree.walk(start):
            if not is_answerable(node):
                continue
            total += 1
            kind = problem_kind(node)
            answered += value_of(node) != ""
            open_required += kind is ViolationKind.REQUIRED
            problems += kind is not None and kind is not ViolationKind.REQUIRED
        return Progress(answered, total, open_required, problems)

    def answers(self, within: Ref | None = None) -> Mapping[Ref, str]:
        """Return what a person gave, enough to restore the session (see serialise.py)."""
        return self._teller.answers(None if within is None else self._tree.by_ref[within])

    def results(self) -> Mapping[Ref, str]:
        """Return relevant computed values and metadata."""
        return self._teller.results()

    def attachments(self) -> Mapping[Ref, str]:
        """Return the file names of the attachments of relevant questions."""
        return dict(attachments_of(self._tree))

    def restore(self, answers: Mapping[str, str]) -> Restored:
        """Put stored answers into this new session; computed values follow from them."""
        return self._restored(answers, submitted=False)

    def take_over(self, submitted: Submitted, *, edited: bool) -> Restored:
        """Put a whole submission into this session, opened without actions of a first load.

        `edited` deprecates its instanceID in favour of a new one; a draft keeps it.
        """
        restored = self._restored(submitted.answers, submitted=True)
        if edited:
            self._deprecated_id = submitted.instance_id
            self._metadata.edit(submitted.instance_id)
        else:
            self._deprecated_id = submitted.deprecated_id
            self._metadata.keep(submitted.instance_id, submitted.deprecated_id)
        self._settled()
        return restored

    def close(self) -> None:
        """Free all that the session is made of; neither it nor its nodes can be used any more."""
        if self._tree.by_sid:  # else it is closed already
            others = self._environment, self._selects, self._repeats, self._history, self._views
            take_apart(self._tree, self._recalculation, *others)

    def submission_xml(self) -> str:
        """Return the submission of this form as it stands (see submission.py)."""
        return submission_of(self._tree, deprecated_id=self._deprecated_id)

    def _restored(self, answers: Mapping[str, str], *, submitted: bool) -> Restored:
        restorer = Restorer(self._tree, self._recalculation, self._repeats, self._actions)
        restored = restorer.restore(answers, submitted=submitted)
        self._actions.run(Event.LOAD)
        self._history.forget()
        return restored

    def _known(self, language: str) -> str:
        if language not in self._form.info.languages and language:
            msg = f"the form has no language {language!r}"
            raise ValueError(msg)
        return language or self._form.info.default_language

    def _writable(self, node: LiveNode) -> LiveNode:
        if node.locked:
            why = "hanya dapat dibaca" if node.d.answerable else "tidak menerima jawaban"
            msg = f"“{node.d.name}” {why}."
            raise ReadonlyNodeError(msg)
        return node

    def _answer(self, node: LiveNode, text: str) -> None:
        if node.locked:
            self._writable(node)
        if text == node.v:
            return
        error = ""
        if not is_canonical(text, node.d):
            text, error = parse_answer(text, node.d, self._environment.timezone)
            if text == node.v and bool(error) == (node.fault is _NOT_OF_ITS_TYPE):
                return
        self._history.overwrite(node)
        node.v = text
        node.fault = _NOT_OF_ITS_TYPE if error else _NO_FAULT
        node.fault_message = error
        self._recalculation.stored(node)
        if self._actions.triggers and node.d.id in self._actions.triggers:
            self._actions.fire(node)

    def _explain(self, node: LiveNode, text: str) -> None:
        if text != node.explanation:
            self._history.record(Explained(node))
            node.explanation = text
            self._recalculation.changed.add(node.ref)

    def _instance(self, ref: Ref) -> LiveNode:
        """Return an instance that may be removed or moved."""
        instance = self._tree.by_ref[ref]
        if instance.home is None:
            msg = f"{ref} is no instance of a repeat"
            raise KeyError(msg)
        self._uncontrolled(instance.home)
        return instance

    def _uncontrolled(self, node: LiveNode) -> Place:
        if not isinstance(node, Place):
            msg = f"{node.ref} is no repeat"
            raise KeyError(msg)
        if node.d.presentation.group.rows_given:
            msg = f"Baris “{node.d.name}” sudah ditentukan, jadi tidak ditambah atau dihapus."
            raise ReadonlyNodeError(msg)
        if is_readonly(node):
            msg = f"“{node.d.name}” hanya dapat dibaca."
            raise ReadonlyNodeError(msg)
        return node

    def _commit(self) -> frozenset[Ref]:
        """Let everything settle and end the step of undo."""
        changed = self._actions.settle()
        self._history.close()
        return changed

    def _settled(self) -> frozenset[Ref]:
        """Let everything settle that is no step of undo."""
        changed = self._actions.settle()
        self._history.forget()
        return changed
