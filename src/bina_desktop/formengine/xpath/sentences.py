"""What an author reads, in both languages at once: templates with named fields."""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """The same message in Indonesian and in English."""

    indonesian: str
    english: str


class Template(NamedTuple):
    """A message with named fields `{name}`; calling it fills them in."""

    indonesian: str
    english: str

    def __call__(self, **fields: object) -> Sentence:
        """Return the message. Raises KeyError when a field is missing."""
        return Sentence(self.indonesian.format(**fields), self.english.format(**fields))
