"""Appearance words and parameters of a control to `Presentation`; what is unknown is a notice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite

from bina_desktop.formengine.client import DataType
from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Control
from bina_desktop.formengine.definition.document import BINA, ODK, OPENROSA
from bina_desktop.formengine.presentation import (
    ChoicePresentation,
    ChoiceStyle,
    DatePrecision,
    DatePresentation,
    GeoPresentation,
    GroupPresentation,
    MediaKind,
    Presentation,
    RangePresentation,
    RangeStyle,
    TextPresentation,
    UploadPresentation,
    UploadStyle,
)
from bina_desktop.formengine.xpath.values import to_number

_PARAMETRIC = re.compile(r"w(?:10|[1-9])|(?:columns|compact|quickcompact)-[0-9]{1,2}|columns-pack")
_KNOWN = frozenset(
    """
    annotate autocomplete bearing columns compact counter draw field-list gregorian horizontal
    horizontal-compact image-map label likert list-nolabel map maps masked minimal month-year
    multiline new new-front no-buttons no-calendar no-ticks numbers picker placement-map quick
    quickcompact rating search signature summary table-list thousands-sep url vertical year
    """.split()  # noqa: SIM905 - forty quoted words would be forty lines
)
_CHOICE_STYLES = {
    "minimal": ChoiceStyle.MINIMAL,
    "likert": ChoiceStyle.LIKERT,
    "label": ChoiceStyle.LABEL,
    "list-nolabel": ChoiceStyle.LIST_NOLABEL,
    "image-map": ChoiceStyle.IMAGE_MAP,
    "map": ChoiceStyle.MAP,
}
_SIDE_BY_SIDE = frozenset({"columns", "horizontal", "compact", "quickcompact"})
_PACKED = frozenset({"columns-pack", "horizontal-compact", "compact", "quickcompact"})
_MEDIA_KINDS = {
    "image": MediaKind.IMAGE,
    "audio": MediaKind.AUDIO,
    "video": MediaKind.VIDEO,
}


class Presenter:
    """Tells how the nodes of one form want to be drawn; most are drawn alike."""

    def __init__(self, report: Report) -> None:
        """Note in `report` what is not supported."""
        self._report = report
        self._plain = Presentation()
        self._known: dict[tuple[str, DataType], Presentation] = {}

    def of(
        self, control: Control | None, data_type: DataType, bind: Mapping[str, str]
    ) -> Presentation:
        """Return how a node wants to be drawn; `bind` holds the attributes of its bind.

        Parameters that are no number are author errors where a range stands on them, else
        notices.
        """
        if control is None:
            return self._plain
        if control.appearance or control.tag in _WITH_MORE or len(control.element.keys()) > 1:
            return _presentation(control, data_type, bind, self._report)
        key = (control.tag, data_type)  # nothing but its `ref` is written at the control
        known = self._known.get(key)
        if known is None:
            known = _presentation(control, data_type, bind, self._report)
            self._known[key] = known
        return known


def _presentation(
    control: Control, data_type: DataType, bind: Mapping[str, str], report: Report
) -> Presentation:
    words = control.appearance
    _note_unknown(control, report)
    if control.tag in ("group", "repeat"):
        given = control.count is not None or bind.get(_ROWS) == _GIVEN
        return Presentation(width=_number_in(words, "w"), group=_group(words, rows_given=given))
    if control.tag == "range":
        return Presentation(width=_number_in(words, "w"), range=_range(control, report))
    return Presentation(
        width=_number_in(words, "w"),
        choice=_choice(words),
        text=_text(control),
        date=_date(words),
        upload=_upload(control, bind, report),
        geo=_geo(control) if data_type in _PLACES else GeoPresentation(),
    )


_WITH_MORE = frozenset({"upload", "repeat", "group"})
"""Controls of which more than their appearance says how they are drawn."""
_ROWS, _GIVEN = f"{BINA}baris", "tetap"
"""Of a repeat whose instances the program gives: its rows stand as they are."""
_PLACES = frozenset({DataType.GEOPOINT, DataType.GEOTRACE, DataType.GEOSHAPE})


def _note_unknown(control: Control, report: Report) -> None:
    name = control.path.rpartition("/")[2]
    for word in sorted(control.appearance - _KNOWN):
        if not _PARAMETRIC.fullmatch(word):
            report.notice(
                messages.UNKNOWN_APPEARANCE(word=word, name=name),
                question=control.path,
                column="appearance",
            )


def _number_in(words: frozenset[str], prefix: str) -> int:
    for word in words:
        if word.startswith(prefix) and word.removeprefix(prefix).isdecimal():
            return int(word.removeprefix(prefix))
    return 0


def _group(words: frozenset[str], *, rows_given: bool) -> GroupPresentation:
    return GroupPresentation(
        rows_given=rows_given,
        field_list="field-list" in words,
        table_list="table-list" in words,
        summary="summary" in words,
        compact=bool(words & {"compact", "minimal"}),
    )


def _choice(words: frozenset[str]) -> ChoicePresentation:
    columns = max(_number_in(words, f"{word}-") for word in ("columns", "compact", "quickcompact"))
    packed = not columns and bool(words & _PACKED)
    style = next((style for word, style in _CHOICE_STYLES.items() if word in words), None)
    if style is None:
        beside = columns or packed or words & _SIDE_BY_SIDE
        style = ChoiceStyle.COLUMNS if beside else ChoiceStyle.LIST
    return ChoicePresentation(
        style=style,
        columns=columns,
        packed=packed,
        search=bool(words & {"autocomplete", "search"}),
        quick=bool(words & {"quick", "quickcompact"} or _number_in(words, "quickcompact-")),
        buttons="no-buttons" not in words,
    )


def _text(control: Control) -> TextPresentation:
    words = control.appearance
    rows = control.element.get("rows") or ""
    return TextPresentation(
        multiline="multiline" in words or rows.isdecimal(),
        rows=int(rows) if rows.isdecimal() and len(rows) < 4 else 0,
        numbers="numbers" in words,
        thousands_separator="thousands-sep" in words,
        masked="masked" in words or control.tag == "secret",
        url="url" in words,
    )


def _date(words: frozenset[str]) -> DatePresentation:
    precision = DatePrecision.DAY
    if "year" in words:
        precision = DatePrecision.YEAR
    elif "month-year" in words:
        precision = DatePrecision.MONTH
    return DatePresentation(
        calendar="no-calendar" not in words and precision is DatePrecision.DAY,
        precision=precision,
    )


_MEDIA_TYPE = re.compile(r"(?:[\w.+-]+|\*)/(?:[\w.+-]+|\*)")
"""`image/*`, `application/pdf`, `*/*` (ODK XForms specification, Body Elements: mediatype)."""


def _upload(control: Control, bind: Mapping[str, str], report: Report) -> UploadPresentation:
    media_type = (control.element.get("mediatype") or "").strip()
    if media_type and not _MEDIA_TYPE.fullmatch(media_type):
        name = control.path.rpartition("/")[2]
        report.error(
            messages.UNKNOWN_MEDIA_TYPE(kind=media_type, name=name),
            question=control.path,
            column="type",
        )
    accept = (control.element.get("accept") or "").replace(",", " ").split()
    given = media_type not in ("", "*/*", "application/*") and not accept
    pixels = bind.get(f"{OPENROSA}max-pixels", "").strip()
    words = control.appearance
    return UploadPresentation(
        media=_MEDIA_KINDS.get(media_type.partition("/")[0], MediaKind.FILE),
        accept=(media_type,) if given else tuple(accept),
        max_pixels=int(pixels) if pixels.isdecimal() and len(pixels) < 6 else 0,
        style=next((style for style in _UPLOAD_STYLES if style.value in words), UploadStyle.PICK),
        quality=bind.get(f"{ODK}quality", "").strip(),
    )


_UPLOAD_STYLES = (
    *(UploadStyle.SIGNATURE, UploadStyle.DRAW, UploadStyle.ANNOTATE),
    *(UploadStyle.NEW_FRONT, UploadStyle.NEW),
)


def _geo(control: Control) -> GeoPresentation:
    words = control.appearance
    return GeoPresentation(
        map=bool(words & {"maps", "placement-map"}),
        placement="placement-map" in words,
        capture_accuracy=_optional(control, "accuracyThreshold"),
        warning_accuracy=_optional(control, "unacceptableAccuracyThreshold"),
    )


def _optional(control: Control, name: str) -> float | None:
    number = to_number(control.element.get(name) or "")
    return number if isfinite(number) else None


def _range(control: Control, report: Report) -> RangePresentation:
    words = control.appearance
    start = _bound(control, "start", 0.0, report)
    end = _bound(control, "end", 10.0, report)
    step = abs(_bound(control, "step", 1.0, report))
    if step == 0:
        _refuse(control, "step", report)
    style = RangeStyle.SLIDER
    if words & {"rating", "picker"}:
        style = RangeStyle.RATING if "rating" in words else RangeStyle.PICKER
    interval = _optional(control, f"{ODK}tick-interval")
    return RangePresentation(
        start=start,
        end=end,
        step=step or 1.0,
        style=style,
        vertical="vertical" in words,
        ticks="no-ticks" not in words,
        tick_interval=abs(interval) if interval else None,
        placeholder=_optional(control, f"{ODK}placeholder"),
    )


def _bound(control: Control, name: str, default: float, report: Report) -> float:
    text = control.element.get(name)
    if text is None:
        return default
    number = to_number(text)
    if isfinite(number):
        return number
    _refuse(control, name, report)
    return default


def _refuse(control: Control, name: str, report: Report) -> None:
    question = control.path.rpartition("/")[2]
    text = control.element.get(name) or ""
    template = messages.BAD_STEP if name == "step" else messages.BAD_BOUND
    report.error(
        template(parameter=name, name=question, text=text),
        question=control.path,
        column="parameters",
    )
