"""Registers the embedded fonts: metric-compatible with Arial and Bookman, both free to ship."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SANS: Final = "LiberationSans"
"""Stands in for Arial (SIL OFL 1.1)."""
SERIF: Final = "BinaBonum"
"""Stands in for Bookman Old Style: TeX Gyre Bonum with TrueType outlines (GUST Font License)."""

_STYLES: Final = ("Regular", "Bold", "Italic", "BoldItalic")


def register_fonts(folder: Path) -> None:
    """Make SANS and SERIF known to ReportLab; a second call does nothing."""
    # Drawings start from this face even where every text in them names its own.
    rl_config.defaultGraphicsFontName = regular(SANS)
    # Streams as they are: text of base 85 would be a quarter larger, and slow to make.
    rl_config.useA85 = 0
    known = set(pdfmetrics.getRegisteredFontNames())
    for family in (SANS, SERIF):
        names = {style: f"{family}-{style}" for style in _STYLES}
        if names["Regular"] in known:
            continue
        for name in names.values():
            pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
        pdfmetrics.registerFontFamily(
            names["Regular"],
            normal=names["Regular"],
            bold=names["Bold"],
            italic=names["Italic"],
            boldItalic=names["BoldItalic"],
        )


def regular(family: str) -> str:
    """Return the registered name of the upright face."""
    return f"{family}-Regular"


def bold(family: str) -> str:
    """Return the registered name of the bold face."""
    return f"{family}-Bold"
