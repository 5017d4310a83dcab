"""How a question wants to be drawn: appearance words and parameters as typed data for a face.

Part of the contract to faces, like `client`: nothing of the engine is imported here. A face draws
what it can and leaves the rest to its ordinary drawing; no field changes what an answer means.
Words are those of the XLSForm reference (columns `appearance` and `parameters`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Media:
    """Pictures, sound and video beside a text: names of files in the form's media folder."""

    image: str = ""
    big_image: str = ""
    """Larger version of `image`, shown on request."""
    audio: str = ""
    video: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to show or play."""
        return bool(self.image or self.big_image or self.audio or self.video)


NO_MEDIA = Media()


class ChoiceStyle(StrEnum):
    """How the choices of a select stand."""

    LIST = "list"
    COLUMNS = "columns"
    """Side by side; `ChoicePresentation.columns` says how many, 0 as many as fit."""
    MINIMAL = "minimal"
    """Drop-down list."""
    LIKERT = "likert"
    LABEL = "label"
    """Only the labels of the choices: the head of a table."""
    LIST_NOLABEL = "list-nolabel"
    """Only the buttons: a row of a table."""
    IMAGE_MAP = "image-map"
    """Regions of an SVG picture, `Node.media.image`; the id of a region is a choice's value."""
    MAP = "map"
    """Features on a map (choices with a `geometry` column)."""


@dataclass(frozen=True, slots=True)
class ChoicePresentation:
    """Of selects and rankings."""

    style: ChoiceStyle = ChoiceStyle.LIST
    columns: int = 0
    packed: bool = False
    """`columns-pack`: as many side by side as their width allows."""
    search: bool = False
    """`autocomplete`: a field narrows the choices down."""
    quick: bool = False
    """Go on to the next question as soon as one is chosen."""
    buttons: bool = True
    """`no-buttons` leaves radio buttons and boxes out (choices with pictures)."""

    @property
    def is_head(self) -> bool:
        """Tell whether it is the head of a table, which only looks like a question."""
        return self.style is ChoiceStyle.LABEL


@dataclass(frozen=True, slots=True)
class TextPresentation:
    """Of typed answers."""

    multiline: bool = False
    rows: int = 0
    """Wanted height in lines; 0 when the form does not say."""
    numbers: bool = False
    """Text of digits: keep leading zeros, offer the keys of a number."""
    thousands_separator: bool = False
    masked: bool = False
    url: bool = False
    """The value is an address to open."""


class DatePrecision(StrEnum):
    """How much of a date is asked for; the rest is 1."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DatePresentation:
    """Of dates and dateTimes."""

    calendar: bool = True
    """`no-calendar` asks for a field instead."""
    precision: DatePrecision = DatePrecision.DAY


class RangeStyle(StrEnum):
    """How a number out of a range is chosen."""

    SLIDER = "slider"
    RATING = "rating"
    """Stars."""
    PICKER = "picker"
    """A list of the numbers."""


@dataclass(frozen=True, slots=True)
class RangePresentation:
    """Of ranges: the numbers `start`, `start + step` … `end`; the range may run downwards.

    Texts under single numbers are the node's choices.
    """

    start: float = 0.0
    end: float = 10.0
    step: float = 1.0
    """Greater than 0 in either direction."""
    style: RangeStyle = RangeStyle.SLIDER
    vertical: bool = False
    ticks: bool = True
    tick_interval: float | None = None
    placeholder: float | None = None
    """Where the handle stands before there is an answer; no answer itself."""


class MediaKind(StrEnum):
    """What kind of file an upload takes."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"


class UploadStyle(StrEnum):
    """How the file of an upload comes about."""

    PICK = "pick"
    """Choose a file, or take a new one."""
    NEW = "new"
    """Take a new one only."""
    NEW_FRONT = "new-front"
    """Take a new one with the camera that faces the user."""
    SIGNATURE = "signature"
    DRAW = "draw"
    ANNOTATE = "annotate"
    """Choose or take a picture, then draw on it."""


@dataclass(frozen=True, slots=True)
class UploadPresentation:
    """Of attached files."""

    media: MediaKind = MediaKind.FILE
    accept: tuple[str, ...] = ()
    """Extensions (`.pdf`) and media types (`image/*`) to offer; empty: any."""
    max_pixels: int = 0
    """Longest side to which a picture is scaled down; 0: as it is."""
    style: UploadStyle = UploadStyle.PICK
    quality: str = ""
    """Of a recording: normal, low, voice-only, external; '' when the form does not say."""


@dataclass(frozen=True, slots=True)
class GeoPresentation:
    """Of places, lines and areas."""

    map: bool = False
    """Choose on a map."""
    placement: bool = False
    """`placement-map`: the point may be moved by hand."""
    capture_accuracy: float | None = None
    """Metres at which a measurement is good enough."""
    warning_accuracy: float | None = None
    """Metres from which a measurement is too poor."""


@dataclass(frozen=True, slots=True)
class GroupPresentation:
    """Of groups and repeats."""

    field_list: bool = False
    """All questions on one screen."""
    table_list: bool = False
    """The selects inside form a table with one head."""
    summary: bool = False
    """An overview of all answers is wished for before the form is finalised."""
    compact: bool = False
    """Folded at first."""
    rows_given: bool = False
    """Of a repeat: nobody adds, removes or moves an instance by hand."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """What a form asks of the drawing of one node; parts that do not fit its kind are plain."""

    width: int = 0
    """Share of the line among the questions of a group: w1 to w10; 0 when not said."""
    choice: ChoicePresentation = ChoicePresentation()
    text: TextPresentation = TextPresentation()
    date: DatePresentation = DatePresentation()
    range: RangePresentation = RangePresentation()
    upload: UploadPresentation = UploadPresentation()
    geo: GeoPresentation = GeoPresentation()
    group: GroupPresentation = GroupPresentation()
