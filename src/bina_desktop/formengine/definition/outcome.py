"""What became of a workbook: the text that crosses the border of the worker and is cached."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bina_desktop.formengine.client import AuthorMessage


@dataclass(frozen=True, slots=True)
class Conversion:
    """What pyxform made of a workbook: an XForm, or the mistakes that prevented one."""

    xform: str = ""
    errors: tuple[AuthorMessage, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict[str, int])
    """Row of each question in the survey sheet by name; the first where a name stands twice."""
    notices: tuple[AuthorMessage, ...] = ()
    formulas: tuple[AuthorMessage, ...] = ()
    """What is wrong with formulas, in the author's own words: told where the reader of the XForm
    refuses the same formula. Where there is no XForm, `errors` holds them."""
    headings: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """Heading and letter of the survey's columns, by what they mean."""

    def to_json(self) -> str:
        """Write as JSON text, the form in which it crosses the process border and is cached."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Conversion:
        """Read what `to_json` wrote. Raises ValueError or KeyError for anything else."""
        raw: dict[str, Any] = json.loads(text)
        return cls(
            xform=raw["xform"],
            errors=tuple(AuthorMessage(**message) for message in raw["errors"]),
            warnings=tuple(raw["warnings"]),
            rows=raw["rows"],
            notices=tuple(AuthorMessage(**message) for message in raw["notices"]),
            formulas=tuple(AuthorMessage(**message) for message in raw["formulas"]),
            headings={name: tuple(at) for name, at in raw["headings"].items()},
        )
