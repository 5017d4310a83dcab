"""Where the checks put what they find, and how a near miss is named."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bina_desktop.formengine.client import AuthorMessage
from bina_desktop.formengine.definition.lint.sheets import Column, Row
from bina_desktop.formengine.xpath.sentences import Sentence

MAX_FINDINGS = 500
"""More would help nobody; the form is broken as a whole."""


class Findings:
    """Mistakes and notices of one workbook, in the order found."""

    def __init__(self) -> None:
        """Start without any."""
        self.messages: list[AuthorMessage] = []
        self.formulas: list[AuthorMessage] = []
        """Mistakes in formulas, as the survey sheet alone shows them. Where the workbook becomes
        a form, its reader decides whether they are any."""
        self.circles: list[AuthorMessage] = []
        """Formulas that wait for each other, on the same terms."""

    def error(
        self, sheet: str, row: Row | None, column: Column | str | None, sentence: Sentence
    ) -> None:
        """Note a mistake that prevents the use of the form."""
        self._add(self.messages, sheet, row, column, sentence, notice=False)

    def formula(self, sheet: str, row: Row, column: Column, sentence: Sentence) -> None:
        """Note a mistake in a formula."""
        self._add(self.formulas, sheet, row, column, sentence, notice=False)

    def circle(self, row: Row, column: Column | str, sentence: Sentence) -> None:
        """Note formulas that wait for each other."""
        self._add(self.circles, "survey", row, column, sentence, notice=False)

    def notice(
        self, sheet: str, row: Row | None, column: Column | str | None, sentence: Sentence
    ) -> None:
        """Note what works otherwise than the author may expect."""
        self._add(self.messages, sheet, row, column, sentence, notice=True)

    @property
    def errors(self) -> list[AuthorMessage]:
        """Return the mistakes."""
        return [message for message in self.messages if not message.notice]

    @property
    def notices(self) -> list[AuthorMessage]:
        """Return the notices."""
        return [message for message in self.messages if message.notice]

    def _add(
        self,
        to: list[AuthorMessage],
        sheet: str,
        row: Row | None,
        column: Column | str | None,
        sentence: Sentence,
        *,
        notice: bool,
    ) -> None:
        if len(to) >= MAX_FINDINGS:
            return
        letter = column.letter if isinstance(column, Column) else ""
        number = row.number if row is not None else None
        to.append(
            AuthorMessage(
                sentence.indonesian,
                question=row.get("list_name" if sheet == "choices" else "name") if row else "",
                sheet=sheet,
                row=number,
                column=column.header if isinstance(column, Column) else column or "",
                english=sentence.english,
                cell=f"{letter}{number or 1}" if letter else "",
                notice=notice,
            )
        )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that looks most like `name`; '' when none does."""
    candidates = list(known)
    by_lower = {candidate.lower(): candidate for candidate in candidates}
    if name.lower() in by_lower:
        return by_lower[name.lower()]
    near = get_close_matches(name.lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[near[0]] if near else ""


def maybe(name: str) -> Sentence:
    """Return the end of a sentence that suggests a name, or that asks to check the spelling."""
    if name:
        return Sentence(f"mungkin maksudnya “{name}”.", f"perhaps “{name}” is meant.")
    return Sentence("periksa ejaannya.", "check the spelling.")


def in_order(messages: Iterable[AuthorMessage]) -> list[AuthorMessage]:
    """Sort messages as an author reads the workbook: survey first, from the top."""
    order = {"survey": 0, "choices": 1, "settings": 2}
    return sorted(messages, key=lambda m: (m.notice, order.get(m.sheet, 3), m.row or 0))
