"""The parameters column: `start=0 end=10`, `randomize=true seed=5` (xlsform.org, Parameters)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bina_desktop.formengine.definition.lint import messages
from bina_desktop.formengine.definition.lint.findings import Findings, maybe, nearest
from bina_desktop.formengine.definition.lint.outline import Outline
from bina_desktop.formengine.definition.lint.rows import Item
from bina_desktop.formengine.xpath.sentences import Sentence

_SELECT = ("randomize", "seed")
_FROM_FILE = (*_SELECT, "value", "label")
_LINE = ("allow-mock-accuracy", "incremental", "reference-geometry")
_PHOTO = ("app", "max-pixels")
_KNOWN: Mapping[str, Collection[str]] = {
    "select_one": _SELECT,
    "select_multiple": _SELECT,
    "select_one_external": _SELECT,
    "rank": _SELECT,
    "select_one_from_file": _FROM_FILE,
    "select_multiple_from_file": _FROM_FILE,
    "range": ("start", "end", "step", "tick_interval", "placeholder", "tick_labelset"),
    "text": ("rows",),
    "image": _PHOTO,
    "photo": _PHOTO,
    "audio": ("quality",),
    "background-audio": ("quality",),
    "geopoint": (
        "allow-mock-accuracy",
        "capture-accuracy",
        "reference-geometry",
        "warning-accuracy",
    ),
    "geotrace": _LINE,
    "geoshape": _LINE,
    "audit": (
        "identify-user",
        "location-max-age",
        "location-min-interval",
        "location-priority",
        "track-changes",
        "track-changes-reasons",
    ),
}
_NUMBERS = frozenset(
    {
        "capture-accuracy",
        "end",
        "location-max-age",
        "location-min-interval",
        "max-pixels",
        "placeholder",
        "rows",
        "start",
        "step",
        "tick_interval",
        "warning-accuracy",
    }
)
_TRUTH = ("true", "false")
_CHOSEN: Mapping[str, Collection[str]] = {
    "allow-mock-accuracy": _TRUTH,
    "identify-user": _TRUTH,
    "location-priority": ("no-power", "low-power", "balanced", "high-accuracy"),
    "quality": ("voice-only", "low", "normal", "external"),
    "randomize": _TRUTH,
    "track-changes": _TRUTH,
}
_PAIR = re.compile(r"[^\s=,;]+[\s,;]*=[\s,;]*[^\s=,;]+")
_BETWEEN = re.compile(r"[\s,;]*")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)


def check_parameters(outline: Outline, findings: Findings) -> None:
    """Report parameters that are misspelt or out of range."""
    for item in outline.items:
        text = item.row.get("parameters")
        if not text:
            continue
        pairs = read_parameters(text)
        column = item.row.column("parameters")
        if pairs is None:
            findings.error("survey", item.row, column, messages.BAD_PARAMETERS(text=text))
            continue
        for sentence in _faults(item, pairs):
            findings.error("survey", item.row, column, sentence)


def read_parameters(text: str) -> dict[str, str] | None:
    """Return the pairs, keys in lower case; None when the text is no list of pairs."""
    if _BETWEEN.fullmatch(_PAIR.sub("", text)) is None:
        return None
    pairs: dict[str, str] = {}
    for found in _PAIR.findall(text):
        key, _, value = found.partition("=")
        pairs[key.strip(" \t\r\n,;").lower()] = value.strip(" \t\r\n,;")
    return pairs


def _faults(item: Item, pairs: Mapping[str, str]) -> list[Sentence]:
    kind = item.command or item.type
    known = _KNOWN.get(kind)
    if known is None:
        return []
    faults: list[Sentence] = []
    for key, value in pairs.items():
        if key not in known:
            hint = maybe(nearest(key, known))
            faults.append(
                messages.UNKNOWN_PARAMETER(
                    key=key,
                    type=kind,
                    known=", ".join(known),
                    hint=hint.indonesian,
                    hint_en=hint.english,
                )
            )
        elif key in _NUMBERS and not _NUMBER.fullmatch(value):
            faults.append(messages.PARAMETER_NOT_NUMBER(key=key, value=value))
        elif key in _CHOSEN and value.lower() not in _CHOSEN[key]:
            choices = ", ".join(_CHOSEN[key])
            faults.append(messages.PARAMETER_CHOICE(key=key, known=choices, value=value))
    if "seed" in pairs and "seed" in known:
        faults += _seed_faults(pairs)
    if kind == "range" and not faults:
        faults += _range_faults(pairs)
    return faults


def _seed_faults(pairs: Mapping[str, str]) -> list[Sentence]:
    seed = pairs["seed"]
    if "randomize" not in pairs:
        return [messages.SEED_ALONE()]
    if "${" not in seed and not _NUMBER.fullmatch(seed):
        return [messages.SEED_NOT_NUMBER(value=seed)]
    return []


def _range_faults(pairs: Mapping[str, str]) -> list[Sentence]:
    start, end = float(pairs.get("start", "1")), float(pairs.get("end", "10"))
    faults: list[Sentence] = []
    for key in ("step", "tick_interval"):
        value = abs(float(pairs.get(key, "1")))
        if value == 0:
            faults.append(messages.PARAMETER_ZERO(key=key))
        elif key in pairs and value > abs(end - start):
            faults.append(
                messages.PARAMETER_TOO_LARGE(
                    key=key, value=pairs[key], span=f"{abs(end - start):g}"
                )
            )
    return faults
