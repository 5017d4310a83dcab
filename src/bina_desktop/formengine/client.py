"""The complete contract between a face and the form engine.

A face draws `Node`s, calls `Session`, and repaints the refs a call returns; it holds no form
logic. Only `presentation` is imported here. Terms are those of ODK XForms: relevant, readonly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, NewType, Protocol

from bina_desktop.formengine.presentation import NO_MEDIA, Media, Presentation

Ref = NewType("Ref", str)
"""Path of a live node; repeat instances carry their stable key: `/data/anggota[k7f2]/nama`."""


class NodeKind(StrEnum):
    """What a node is to a face."""

    ROOT = "root"
    GROUP = "group"
    REPEAT = "repeat"
    """The place where instances of a repeat stand; its children are REPEAT_INSTANCE nodes."""
    REPEAT_INSTANCE = "repeat_instance"
    INPUT = "input"
    """Typed answer: text, numbers, date, time, place, barcode."""
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    """All choices, put in an order; the value is their values in that order."""
    RANGE = "range"
    """A number out of `presentation.range`; may also be typed."""
    UPLOAD = "upload"
    """An attached file; `presentation.upload` says of what kind, the value is its name."""
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    """Shown, takes no answer; its value may hold a calculation."""
    HIDDEN = "hidden"
    """Calculated or metadata value without a control; never drawn."""


class DataType(StrEnum):
    """Type of an answer (XLSForm question type, bind type)."""

    NONE = "none"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    """`14:30:00.000+07:00`."""
    DATETIME = "datetime"
    """`2026-11-23T14:30:00.000+07:00`."""
    GEOPOINT = "geopoint"
    """`-3.795 102.26 12.0 4.5`: latitude, longitude (degrees), altitude, accuracy (metres)."""
    GEOTRACE = "geotrace"
    """Points of a line, separated by `;`."""
    GEOSHAPE = "geoshape"
    """Points of a border, separated by `;`; the last equals the first."""
    BARCODE = "barcode"
    FILE = "file"
    """Name of an attached file."""
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    ACKNOWLEDGE = "acknowledge"


class ViolationKind(StrEnum):
    """Why an answer cannot stand."""

    TYPE = "type"
    """The typed text is not of the question's type; the text is kept and reads as blank."""
    REQUIRED = "required"
    CONSTRAINT = "constraint"
    CHOICE = "choice"
    """The stored choice is not offered (any more)."""
    WARNING = "warning"
    """A soft rule (`bind::bina:warning`) does not hold and nobody has explained it yet."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule of one node and the sentence for the user, in the session's language."""

    kind: ViolationKind
    message: str


@dataclass(frozen=True, slots=True)
class SoftWarning:
    """A soft rule of the form that an answer breaks: the user may go on but must explain."""

    message: str
    explanation: str = ""
    """What the user said about it; '' while unexplained."""


class Choice(NamedTuple):
    """One option of a select: `value` is stored, `label` is read (markdown subset)."""

    # A tuple: lists hold thousands, and a frozen object takes ten times as long to make.
    value: str
    label: str
    media: Media = NO_MEDIA
    geometry: str = ""
    """Its place, line or border, as DataType says it; '' where the list has no such column."""


class Node(Protocol):
    """Live, read-only view of one node; every property is current when read."""

    @property
    def ref(self) -> Ref: ...
    @property
    def name(self) -> str:
        """Last step of the path, the XLSForm `name`."""
        ...

    @property
    def kind(self) -> NodeKind: ...
    @property
    def data_type(self) -> DataType: ...
    @property
    def value(self) -> str:
        """Canonical text: `12.5`, `2026-11-23`, `a b c`; '' when blank.

        Text that does not parse stays as typed, with a TYPE violation.
        """
        ...

    @property
    def relevant(self) -> bool:
        """Own and all ancestors' relevance."""
        ...

    @property
    def drawn(self) -> bool:
        """True if it or anything below it is ever drawn, whatever is relevant now."""
        ...

    @property
    def required(self) -> bool: ...
    @property
    def readonly(self) -> bool: ...
    @property
    def answerable(self) -> bool:
        """True while a person can answer it: a question that is relevant and not readonly."""
        ...

    @property
    def violation(self) -> Violation | None:
        """None while valid; a blank required node is in violation (a face may wait to tell)."""
        ...

    @property
    def warning(self) -> SoftWarning | None:
        """None while the node's soft rule holds (or it has none, or is blank or not relevant)."""
        ...

    @property
    def label(self) -> str:
        """In the session's language, outputs filled in; '' where the form gives none."""
        ...

    @property
    def hint(self) -> str: ...
    @property
    def guidance(self) -> str:
        """`guidance_hint`: longer help, shown on request."""
        ...

    @property
    def choices(self) -> Sequence[Choice]:
        """Choices now offered (choice_filter applied); empty for other kinds."""
        ...

    @property
    def media(self) -> Media:
        """Pictures, sound and video beside the label, in the session's language."""
        ...

    @property
    def presentation(self) -> Presentation:
        """How the form asks the node to be drawn: appearance and parameters as typed data."""
        ...

    @property
    def appearance(self) -> frozenset[str]:
        """Appearance words: `minimal`, `likert`, `multiline`, `thousands-sep` and more."""
        ...

    @property
    def attributes(self) -> Mapping[str, str]:
        """`bind::bina:*` columns by local name: `bobot`, `kritis`, `aspek`."""
        ...

    @property
    def parent(self) -> Node | None: ...
    @property
    def children(self) -> Sequence[Node]: ...


@dataclass(frozen=True, slots=True)
class FormInfo:
    """Identity of a loaded form."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    """As in the workbook: `Indonesia (id)`; empty for a form of one language."""
    default_language: str
    digest: str
    """SHA-256 (hex) of the XForm text."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry of the list of errors: which question, what stands there, what is wrong."""

    ref: Ref
    label: str
    value: str
    violation: Violation


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a form or section is answered; counts answerable questions only."""

    answered: int
    total: int
    open_required: int
    problems: int
    """Answered but invalid, or in need of an explanation."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of stored answers: `unplaced` have no home in this version of the form."""

    placed: int
    unplaced: Mapping[str, str] = field(default_factory=dict[str, str])


class Session(Protocol):
    """One form being filled. Every call that changes something returns the refs that changed.

    A ref is reported when its value, relevance, required, readonly, violation, warning, label,
    hint, choices or list of children changed. Calls are synchronous and take microseconds. Each
    that gives answers or changes instances is one step of undo, with what the form's actions did.
    """

    @property
    def info(self) -> FormInfo: ...
    @property
    def root(self) -> Node: ...
    @property
    def language(self) -> str: ...
    def set_language(self, language: str) -> frozenset[Ref]: ...
    def node(self, ref: Ref) -> Node:
        """Return the live node. Raises KeyError when there is none."""
        ...

    def walk(self, start: Node | None = None) -> Iterator[Node]:
        """Yield nodes in form order (depth first), non-relevant ones too."""
        ...

    def set_value(self, ref: Ref, text: str) -> frozenset[Ref]:
        """Answer with text as typed (decimal comma or dot, `23-11-2026` or ISO); '' clears.

        Raises ReadonlyNodeError for nodes that take no answer.
        """
        ...

    def set_values(self, answers: Mapping[Ref, str]) -> frozenset[Ref]:
        """Many answers, one recalculation, one step of undo; all of them or none."""
        ...

    def prepare(self) -> None:
        """Make the next answers to questions answered lately quicker: for when nobody waits."""

    def clear(self, ref: Ref) -> frozenset[Ref]:
        """Clear a question, or all answers and explanations below; instances of repeats stay.

        What is readonly keeps its own; a single node of that kind raises ReadonlyNodeError.
        """
        ...

    def explain(self, ref: Ref, text: str) -> frozenset[Ref]:
        """Say why an answer stands although its soft rule does not hold; '' takes it back.

        It is kept while the rule holds again. A node without one raises ReadonlyNodeError.
        """
        ...

    def add_repeat(self, ref: Ref, *, key: str | None = None) -> tuple[Ref, frozenset[Ref]]:
        """Append an instance to the REPEAT at `ref`; `key` restores a known one.

        Raises ValueError for a key that is there already or holds `[`, `]` or `/`.
        """
        ...

    def remove_repeat(self, ref: Ref) -> frozenset[Ref]:
        """Remove the REPEAT_INSTANCE at `ref`."""
        ...

    def move_repeat(self, ref: Ref, position: int) -> frozenset[Ref]:
        """Make the REPEAT_INSTANCE at `ref` the `position`-th of its repeat, counted from 1.

        Its key and answers stay. Raises ValueError for a place that is not there.
        """
        ...

    @property
    def can_undo(self) -> bool: ...
    @property
    def can_redo(self) -> bool: ...
    def undo(self) -> frozenset[Ref]:
        """Take the last step back, if any; a removed instance returns with all its answers."""
        ...

    def redo(self) -> frozenset[Ref]:
        """Do again what was last undone; any other change in between forgets it."""
        ...

    def validate(self) -> Sequence[Problem]:
        """Check every relevant node now; in form order."""
        ...

    def finalise(self) -> Sequence[Problem]:
        """End the filling in: the end metadata and all that reads the clock; then `validate`."""
        ...

    def progress(self, section: Ref | None = None) -> Progress: ...
    def answers(self, within: Ref | None = None) -> Mapping[Ref, str]:
        """Non-blank answers a person gave (also non-relevant ones); `within` one node if given.

        The order of instances is that of their refs; explanations stand under `…/@penjelasan`.
        """
        ...

    def results(self) -> Mapping[Ref, str]:
        """Relevant calculated values, by ref."""
        ...

    def attachments(self) -> Mapping[Ref, str]:
        """File names of the attachments of relevant questions, in form order."""
        ...


class FormError(Exception):
    """Base of the engine's expected errors; `str()` is a whole Indonesian sentence."""


class ReadonlyNodeError(FormError):
    """An answer was given to a node that takes none."""


class SubmissionError(FormError):
    """Text that is no submission of this form."""


@dataclass(frozen=True, slots=True)
class AuthorMessage:
    """One mistake (or unsupported thing) in a form, with its place in the workbook."""

    message: str
    """What is wrong and how to mend it, in Indonesian."""
    question: str = ""
    """Name of the question or list; in an XForm without a workbook, its path."""
    sheet: str = ""
    row: int | None = None
    """In the sheet; of an XForm without a workbook, the line of the file."""
    column: str = ""
    """Heading of the column, as its author wrote it."""
    english: str = ""
    """The same as `message`, in English."""
    cell: str = ""
    """Address in the sheet, such as `F7`."""
    notice: bool = False
    """The form can be used, but not all of it is as its author may expect."""


class FormDefinitionError(FormError):
    """A form that cannot be loaded; carries every message at once."""

    def __init__(
        self, title: str, messages: Sequence[AuthorMessage], notices: Sequence[AuthorMessage] = ()
    ) -> None:
        self.title = title
        self.messages = tuple(messages)
        self.notices = tuple(notices)
        lines = "; ".join(m.message for m in self.messages[:5])
        super().__init__(f"Formulir “{title}” tidak dapat dipakai: {lines}")
