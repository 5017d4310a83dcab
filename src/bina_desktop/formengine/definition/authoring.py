"""Collect every mistake of a form's author, so that one look mends all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError
from bina_desktop.formengine.xpath.sentences import Sentence

COLUMNS = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculation",
    "required": "required",
    "readonly": "readonly",
    "count": "repeat_count",
    "default": "default",
    "itemset": "choice_filter",
    "constraintMsg": "constraint_message",
    "requiredMsg": "required_message",
    "warning": "bind::bina:warning",
    "warningMsg": "bind::bina:warningMsg",
}
"""XForm attribute to the XLSForm column in which its author wrote it."""


class Report:
    """Errors (the form is refused) and notices (it is used, but not all of it)."""

    def __init__(
        self,
        title: str,
        rows: Mapping[str, int],
        line_of: Callable[[str, str], int | None] | None = None,
    ) -> None:
        """Name the form; `rows` tells where in the survey sheet each question stands.

        A form without a workbook has `line_of` instead: the line of its file that says something
        of a path, for a column. Then messages name the path, as names may stand twice.
        """
        self.title = title
        self.errors: list[AuthorMessage] = []
        self.notices: list[AuthorMessage] = []
        self._rows = rows
        self._told: set[AuthorMessage] = set()
        self._line_of = line_of
        self.said = 0
        """How often something was noted, whether it was told before or not."""

    def error(self, sentence: Sentence, *, question: str = "", column: str = "") -> None:
        """Note a mistake that prevents the use of the form; `question` is a path or a name."""
        self._add(self.errors, sentence, question, column)

    def error_in_file(
        self, sentence: Sentence, *, file: str, line: int | None, column: str
    ) -> None:
        """Note a mistake in a file beside the form; its name stands for the sheet."""
        entry = AuthorMessage(
            sentence.indonesian, sheet=file, row=line, column=column, english=sentence.english
        )
        self._once(self.errors, entry)

    def notice(self, sentence: Sentence, *, question: str = "", column: str = "") -> None:
        """Note something that is shown or computed otherwise than the author may expect."""
        self._add(self.notices, sentence, question, column)

    def check(self) -> None:
        """Raise FormDefinitionError with all errors noted so far, if any."""
        if self.errors:
            raise FormDefinitionError(self.title, self.errors)

    def row_of(self, question: str, column: str) -> int | None:
        """Return the row of a question in the workbook or its line in the file, if known."""
        if self._line_of is not None:
            return self._line_of(question, column)
        return self._rows.get(_name(question))

    def _add(
        self, to: list[AuthorMessage], sentence: Sentence, question: str, column: str
    ) -> None:
        in_sheet = self._line_of is None
        entry = AuthorMessage(
            sentence.indonesian,
            question=_name(question) if in_sheet else question,
            sheet="survey" if question and in_sheet else "",
            row=self.row_of(question, column) if question else None,
            column=COLUMNS.get(column, column),
            english=sentence.english,
            notice=to is self.notices,
        )
        self._once(to, entry)

    def _once(self, to: list[AuthorMessage], entry: AuthorMessage) -> None:
        """Add what is not told yet: one mistake of many questions in a row may be told often."""
        self.said += 1
        if entry not in self._told:
            self._told.add(entry)
            to.append(entry)


def _name(question: str) -> str:
    """Return the name of a question that is given by its path."""
    return question.rpartition("/")[2]
