"""Plain text set in lines: broken once, written with one text object.

Platypus' Paragraph reads every text as markup and breaks it anew whenever it is measured or drawn.
Most texts of our documents hold no markup and stand in narrow cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.rl_accel import escapePDF
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getFont, stringWidth
from reportlab.platypus import Flowable

_BLANKS: Final = " \t\r\f\v"
"""What parts words; U+00A0 holds them together."""
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SHOWN: Final = str.maketrans(
    {**dict.fromkeys(_UNSEEN), "\u2011": "-", "\u2028": "\n", "\u2029": "\n"}
)
"""Signs of pasted texts without a glyph in our fonts: places to break, joiners, directions, marks
of a file's begin; a hyphen; line ends."""
_FEW: Final = 2
"""Lines of a cut text that stay together at the foot and at the head of a page."""


def is_plain(look: ParagraphStyle) -> bool:
    """Tell whether texts of this style need none of Paragraph's arts."""
    given: Any = look
    return not (
        given.leftIndent
        or given.rightIndent
        or given.firstLineIndent
        or given.backColor
        or given.borderWidth
        or given.textTransform
    )


class Words(Flowable):
    """A text in lines of one style; line breaks in it are kept.

    `lead` stands before the first line, in the face `lead_font`.
    """

    def __init__(
        self, text: str, look: ParagraphStyle, *, lead: str = "", lead_font: str = ""
    ) -> None:
        super().__init__()
        self.text = text
        self.style: Any = look
        self.lead = shown(lead)
        self._lead_font = lead_font or look.fontName
        self._lines: list[tuple[str, bool]] = []
        self._broken_at = -1.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Break the text into lines of this width, once."""
        if aW != self._broken_at:
            indent = self._lead_width() if self.lead else 0.0
            look = self.style
            self._lines = broken(self.text, look.fontName, look.fontSize, aW, indent)
            self._broken_at = aW
        self.width = aW
        self.height = len(self._lines) * self.style.leading
        return aW, self.height

    def minWidth(self) -> float:  # noqa: N802 - ReportLab's name
        """Return the width of the longest word."""
        look = self.style
        widths = [_width(word, look.fontName) for word in shown(self.text).split()]
        return max(widths, default=0.0) * look.fontSize

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """Cut between two lines; no line is left alone on either page."""
        self.wrap(aW, aH)
        fitting = int((aH + 0.01) / self.style.leading)
        fitting = min(fitting, len(self._lines) - _FEW)
        if fitting < _FEW:
            return []
        first = Words("", self.style, lead=self.lead, lead_font=self._lead_font)
        rest = Words("", self.style)
        for part, lines in ((first, self._lines[:fitting]), (rest, self._lines[fitting:])):
            part.text = "".join(f"{line}\n" if ends else f"{line} " for line, ends in lines)
            part.text = part.text[:-1]
            part._lines, part._broken_at = lines, aW  # noqa: SLF001 - of its own kind
        return [first, rest]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Write the lines in their place, without a frame of graphics state around them."""
        self.write(canvas, x, y)

    def write(self, canvas: Any, x: float, y: float) -> None:
        """Write the lines with their lower left corner at x, y."""
        look = self.style
        begun = (
            f"BT 1 0 0 1 {x:.3f} {y + self.height - look.fontSize:.3f} Tm "
            f"{_colour(look.textColor)} "
        )
        lead = ""
        if self.lead:
            face = _face(canvas, self._lead_font, look)
            lead = f"{face}{_coded(canvas, f'{self.lead} ', self._lead_font, face)} "
        face = _face(canvas, look.fontName, look)
        lines = "".join(self._placed(canvas, face))
        canvas._code.append(f"{begun}{lead}{face}{lines}ET")  # noqa: SLF001 - its text objects are far slower

    def _placed(self, canvas: Any, face: str) -> Iterator[str]:
        """Return the code of each line, with what moves the pen to the next."""
        look = self.style
        alignment, font = look.alignment, look.fontName
        at, indent = 0.0, self._lead_width() if self.lead else 0.0
        for line, ends in self._lines:
            code = _coded(canvas, line, font, face)
            if alignment == TA_LEFT:
                yield f"{code} T* "
            elif alignment == TA_JUSTIFY:
                gaps = 0 if ends else line.count(" ")
                free = self.width - indent - _line_width(line, font) * look.fontSize
                yield f"{free / gaps:.4f} Tw {code} T* 0 Tw " if gaps else f"{code} T* "
                indent = 0.0
            else:
                share = 0.5 if alignment == TA_CENTER else 1.0
                left = (self.width - _line_width(line, font) * look.fontSize) * share
                yield f"{left - at:.3f} 0 Td {code} T* "
                at = left

    def last_width(self) -> float:
        """Return the width of the last line in points, as broken for the last width given."""
        return _line_width(self._lines[-1][0], self.style.fontName) * self.style.fontSize

    def _lead_width(self) -> float:
        return stringWidth(f"{self.lead} ", self._lead_font, self.style.fontSize)


def shown(text: str) -> str:
    """Return a text in signs that can be drawn: a box in place of a hyphen reads as an error."""
    return text.translate(_SHOWN)


def broken(
    text: str, font: str, size: float, room: float, indent: float = 0.0
) -> list[tuple[str, bool]]:
    """Return lines no wider than `room` points, each with whether a paragraph ends there.

    The first is shorter by `indent`. A word that is wider than a whole line is cut.
    """
    space = _width(" ", font)
    lines: list[tuple[str, bool]] = []
    whole, free = (room + 0.01) / size, (room - indent + 0.01) / size
    for part in shown(text).split("\n"):
        line: list[str] = []
        used = 0.0
        for word in _words(part):
            width = _width(word, font)
            if line and used + space + width > free:
                lines.append((" ".join(line), False))
                line, used, free = [], 0.0, whole
            while width > free and not line:
                head = _cut(word, font, free)
                lines.append((head, False))
                word, free = word[len(head) :], whole  # noqa: PLW2901 - the rest of it goes on
                width = _width(word, font)
            used += width + (space if line else 0.0)
            line.append(word)
        lines.append((" ".join(line), True))
        free = whole
    return lines


def _words(text: str) -> list[str]:
    for blank in _BLANKS[1:]:
        text = text.replace(blank, " ")
    return [word for word in text.split(" ") if word]


def _cut(word: str, font: str, room: float) -> str:
    end = 1
    while end < len(word) and _width(word[: end + 1], font) <= room:
        end += 1
    return word[:end]


@lru_cache(maxsize=60_000)
def _width(word: str, font: str) -> float:
    """Return the width of a word at one point."""
    return stringWidth(word, font, 1)


def _line_width(line: str, font: str) -> float:
    gaps = line.count(" ")
    return sum(_width(word, font) for word in line.split(" ")) + gaps * _width(" ", font)


# --- codes -------------------------------------------------------------------------------------


def _face(canvas: Any, font: str, look: Any) -> str:
    """Return what chooses the face, its size and the distance of lines."""
    known: Any = getFont(font)
    name = known.getSubsetInternalName(0, canvas._doc)  # noqa: SLF001 - ReportLab has no door
    return f"{name} {look.fontSize:g} Tf {look.leading:g} TL "


def _coded(canvas: Any, line: str, font: str, face: str) -> str:
    """Return what writes a line in the face chosen, which is chosen again where it was left."""
    if line.isascii():
        return _ascii(line)
    known: Any = getFont(font)
    document = canvas._doc  # noqa: SLF001 - see above
    first, rest = face.split(" ", 1)
    code, now = "", first
    for subset, part in known.splitString(line, document):
        name = known.getSubsetInternalName(subset, document)
        if name != now:
            code, now = f"{code}{name} {rest}", name
        code += f"({escapePDF(part)}) Tj "
    return code if now == first else f"{code}{face}"


@lru_cache(maxsize=20_000)
def _ascii(line: str) -> str:
    """Return the code of a line whose letters stand where ASCII has them, in every document."""
    return f"({escapePDF(line.encode('ascii'))}) Tj"


@lru_cache(maxsize=64)
def _colour(colour: Any) -> str:
    return f"{colour.red:.4g} {colour.green:.4g} {colour.blue:.4g} rg"
