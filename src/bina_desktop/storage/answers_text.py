"""The answers of a sheet as canonical JSON, altered at a few places without being written anew.

A sheet may hold thousands of answers; to read and write them all for each new one takes longer
than everything else that storing it needs.
"""

from __future__ import annotations

import json
from bisect import insort
from collections.abc import Mapping
from json.encoder import encode_basestring as quoted
from typing import Self


class AnswersText:
    """Answers by ref, and their text: as `journal.json_text` writes them."""

    def __init__(self, text: str) -> None:
        """Read the text."""
        self.text = text
        self.answers: dict[str, str] = json.loads(text)
        self._refs = sorted(self.answers)
        self._parts = {ref: _part(ref, answer) for ref, answer in self.answers.items()}

    def altered(self, changed: Mapping[str, str]) -> Self:
        """Take in these answers, of which '' clears one; returns itself."""
        for ref, answer in changed.items():
            if not answer:
                if self.answers.pop(ref, None) is not None:
                    self._refs.remove(ref)
                    del self._parts[ref]
                continue
            if ref not in self.answers:
                insort(self._refs, ref)
            self.answers[ref] = answer
            self._parts[ref] = _part(ref, answer)
        parts = self._parts
        self.text = f"{{{','.join([parts[ref] for ref in self._refs])}}}"
        return self


class OpenSheet:
    """The answers that were stored last: the person goes on with that sheet.

    They are known by their text, so what others wrote, and what was rolled back, is noticed.
    """

    def __init__(self) -> None:
        """Know none yet."""
        self._last: dict[str, AnswersText] = {}

    def take(self, text: str) -> AnswersText:
        """Return what this text says; whoever takes it may alter it, and gives it back."""
        last = self._last.pop("", None)  # in one step: another thread may take it, too
        return last if last is not None and last.text == text else AnswersText(text)

    def keep(self, answers: AnswersText) -> None:
        """Know these from now on."""
        self._last[""] = answers


def _part(ref: str, answer: str) -> str:
    return f"{quoted(ref)}:{quoted(answer)}"
