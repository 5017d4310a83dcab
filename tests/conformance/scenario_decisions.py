"""Which documented decision makes a scenario go another way, told by what differs.

They are those of docs/decisions/0012. A decision is recognised by the kind of the difference and
by what the form says about the node, never by the identity of a case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

CYCLES = "expressions that depend on each other in a circle are refused when the form is loaded"
PLACE_RELEVANCE = (
    "the place of a repeat follows what stands around it; each instance decides for itself"
)
LONG_FORM = "of a text in several forms the long one is shown, not all of them in a row"
NO_PLACE = "distance() and area() of a text that is no place are blank, not an error"
SHORT_TIME = "a time may be typed without seconds"
SUM_OVER_BLANKS = "sum() leaves blanks out, so that totals work on half-filled forms"


@dataclass(frozen=True, slots=True)
class Difference:
    """What went another way: a node, what about it, what was wanted and what came."""

    message: str
    node: str = ""
    """Path of the node without positions; '' where the form was refused."""
    aspect: str = ""
    """Key of the recorded state (`v`, `relevant`, …)."""
    want: object = None
    got: object = None
    bind: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the form says about the node."""


def decision_behind(difference: Difference) -> str:
    """Return the decision, or '' where none explains the difference."""
    for decision, explains in _RULES.items():
        if explains(difference):
            return decision
    return ""


def bind_of(xform: str, path: str) -> dict[str, str]:
    """Return the attributes of the bind of a node, by a search in the text of the form."""
    for found in re.finditer(r"<bind\b[^>]*>", xform):
        attributes = dict(re.findall(r'([\w:]+)="([^"]*)"', found.group()))
        if attributes.get("nodeset") == path:
            return attributes
    return {}


def _is_cycle(difference: Difference) -> bool:
    return not difference.node and "melingkar" in difference.message


def _is_sum_over_blanks(difference: Difference) -> bool:
    summed = re.search(r"\bsum\s*\(", difference.bind.get("calculate", ""))
    return difference.aspect == "v" and difference.want == "" and summed is not None


def _is_place_relevance(difference: Difference) -> bool:
    place = difference.message.partition("#range relevant: ")[1]
    return (
        difference.aspect == "relevant"
        and bool(place)
        and "position" in difference.bind.get("relevant", "")
    )


def _is_long_form(difference: Difference) -> bool:
    told = (difference.want, difference.got)
    shown, kept = (text if isinstance(text, str) else "" for text in told)
    return difference.aspect == "label" and kept != "" and shown.startswith(kept)


def _is_short_time(difference: Difference) -> bool:
    whole = str(difference.got).partition("-")[0]
    typed = re.fullmatch(r"\d\d:\d\d:00", whole) is not None
    return typed and difference.want == "" and difference.bind.get("type") == "time"


def _is_no_place(difference: Difference) -> bool:
    return "an error" in difference.message and "GPS coordinates" in difference.message


_RULES = {
    NO_PLACE: _is_no_place,
    SHORT_TIME: _is_short_time,
    PLACE_RELEVANCE: _is_place_relevance,
    LONG_FORM: _is_long_form,
    CYCLES: _is_cycle,
    SUM_OVER_BLANKS: _is_sum_over_blanks,
}
