"""The sets of colours: light, dark, high contrast. Each colour is known by its task."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


class Shade(str):
    """A colour that remembers its task, so that it can be looked up again in another set."""

    __slots__ = ("task",)

    def __new__(cls, value: str, task: str) -> Shade:
        """Make the colour `value` (`#RRGGBB`) of a task."""
        made = super().__new__(cls, value)
        made.task = task
        return made


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour by its task.

    Text on its ground has a contrast of at least 4.5 : 1 (7 : 1 in the set of high contrast),
    signs, frames of controls and focus rings at least 3 : 1.
    """

    ground: str
    surface: str
    sunken: str
    line: str
    line_strong: str
    text: str
    muted: str
    disabled: str
    handle: str
    accent: str
    accent_dark: str
    """Accent under the pointer, and for words on the soft accent: stronger than the accent."""
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str

    def __post_init__(self) -> None:
        """Let every colour remember its task."""
        for one in fields(self):
            object.__setattr__(self, one.name, Shade(getattr(self, one.name), one.name))


LIGHT: Final = Colours(
    ground="#F4F6F7",
    surface="#FFFFFF",
    sunken="#EBEFF1",
    line="#DCE2E6",
    line_strong="#7D8B98",
    text="#18232D",
    muted="#51606D",
    disabled="#606D78",
    handle="#7F8B98",
    accent="#0B5C68",
    accent_dark="#084853",
    accent_soft="#E1F0F1",
    on_accent="#FFFFFF",
    good="#1B6A3C",
    good_soft="#E4F3E9",
    warn="#8A4700",
    warn_soft="#FFF1DB",
    bad="#A4221D",
    bad_soft="#FCE9E7",
)

DARK: Final = Colours(
    ground="#12181D",
    surface="#1B232A",
    sunken="#26313A",
    line="#35424D",
    line_strong="#7E8F9D",
    text="#E8EDF1",
    muted="#AEBBC6",
    disabled="#94A2AE",
    handle="#71818E",
    accent="#5BC3CF",
    accent_dark="#8CDCE5",
    accent_soft="#17383F",
    on_accent="#04262B",
    good="#70CD93",
    good_soft="#163322",
    warn="#F2B65E",
    warn_soft="#3A2B12",
    bad="#FF978D",
    bad_soft="#43211E",
)

CONTRAST: Final = Colours(
    ground="#000000",
    surface="#000000",
    sunken="#1F1F1F",
    line="#8A8A8A",
    line_strong="#FFFFFF",
    text="#FFFFFF",
    muted="#F0F0F0",
    disabled="#B4B4B4",
    handle="#FFFFFF",
    accent="#FFE14A",
    accent_dark="#FFF2A8",
    accent_soft="#332B00",
    on_accent="#000000",
    good="#8CFFA8",
    good_soft="#00250C",
    warn="#FFCB52",
    warn_soft="#2E1F00",
    bad="#FFB0A8",
    bad_soft="#3A0B07",
)
