"""Exit statuses, and how things are printed for other programs."""

from __future__ import annotations

import json
from typing import Final

OK: Final = 0
"""Done, and sound."""
FAULTS: Final = 1
"""Done, with faults found or something left for a person."""
REFUSED: Final = 2
"""Refused: the sentence is on stderr, and with `--json` in the object as well."""


def tell_json(told: object) -> None:
    """Print one JSON value."""
    print(json.dumps(told, ensure_ascii=False, indent=1))
