"""Labels, hints and messages: itext translations, outputs, the missing-translation mark."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.document import (
    XFORMS,
    Element,
    elements,
    local_name,
)
from bina_desktop.formengine.definition.expressions import Expressions
from bina_desktop.formengine.definition.model import Part, Text
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.presentation import Media

_ITEXT = re.compile(r"""^\s*jr:itext\(\s*(['"])(.*?)\1\s*\)\s*$""")
_PLAIN_PATH = re.compile(r"^[\w/.:-]+$")
_MISSING = ("-",)
"""What pyxform writes where a translation is missing."""
_MEDIA_FORMS = {
    "image": "image",
    "big-image": "big_image",
    "audio": "audio",
    "video": "video",
}
"""Forms of an itext that name a file, and where `Media` keeps it."""


class Texts:
    """All texts of a form, compiled where they are used (outputs are seen from there)."""

    def __init__(self, model: Element, expressions: Expressions, report: Report) -> None:
        """Read the translations of `<itext>`."""
        self._expressions = expressions
        self._report = report
        self._raw: dict[str, dict[str, dict[str, Element]]] = {}
        self._used: set[str] = set()
        self.spoken = 0
        """How many outputs were met."""
        self._plain: dict[str, Text] = {}
        """Texts written in place that are nothing but text: many questions say the same."""
        self.languages: list[str] = []
        self.default_language = ""
        itext = model.find(f"{XFORMS}itext")
        if itext is not None:
            for translation in itext.findall(f"{XFORMS}translation"):
                self._read_translation(translation)
        if not self.default_language and self.languages:
            self.default_language = self.languages[0]

    def _read_translation(self, translation: Element) -> None:
        language = translation.get("lang") or ""
        self.languages.append(language)
        if translation.get("default") is not None:
            self.default_language = language
        for text in translation.findall(f"{XFORMS}text"):
            forms = self._raw.setdefault(text.get("id") or "", {})
            for value in text.findall(f"{XFORMS}value"):
                forms.setdefault(value.get("form") or "", {})[language] = value

    @property
    def real_languages(self) -> tuple[str, ...]:
        """Return the languages; none where pyxform made up `default` for a form without."""
        return () if self.languages == ["default"] else tuple(self.languages)

    def of(self, element: Element | None, draft: Draft, column: str) -> Text | None:
        """Return the text of a label or hint element."""
        if element is None:
            return None
        ref = element.get("ref")
        if ref is None:
            return self.written(element, draft, column)
        return self.referred(ref, draft, column)

    def written(self, element: Element, draft: Draft, column: str) -> Text | None:
        """Return the text of an element that holds it itself."""
        if not len(element):
            text = (element.text or "").strip()
            return self._plain.get(text) or self._fixed(text)
        parts = self._parts(element, draft, column)
        return Text({"": parts}, "") if parts else None

    def referred(self, ref: str, draft: Draft, column: str, form: str = "") -> Text | None:
        """Return the text that an element refers to; `form` picks e.g. the guidance."""
        found = _ITEXT.match(ref)
        if found:
            return self.by_id(found.group(2), draft, column, form)
        self.spoken += 1
        output = self._expressions.text(ref, draft, column)
        return Text({"": (output,)}, "") if output is not None else None

    def message(self, text: str | None, draft: Draft, column: str) -> Text | None:
        """Return a message given as an attribute: a text, or a reference to itext."""
        if not text:
            return None
        found = _ITEXT.match(text)
        if found:
            return self.by_id(found.group(2), draft, column)
        return self._fixed(text)

    def by_id(self, text_id: str, draft: Draft, column: str, form: str = "") -> Text | None:
        """Return the itext of that id, its outputs seen from `draft`."""
        forms = self._raw.get(text_id)
        if forms is None:
            self._report.notice(
                messages.NO_SUCH_TEXT(id=text_id),
                question=draft.path,
                column=column,
            )
            return None
        self._used.add(text_id)
        wanted = forms.get(form) or (forms.get("long") if not form else None)
        if not wanted:
            return None
        variants = {
            language: self._parts(value, draft, column) for language, value in wanted.items()
        }
        return self._text(variants)

    def media(self, element: Element | None) -> Mapping[str, Media]:
        """Return pictures, sound and video beside a label, by language."""
        ref = element.get("ref") if element is not None else None
        found = _ITEXT.match(ref) if ref else None
        return self._media(found.group(2)) if found else {}

    def remaining_media(self) -> Mapping[str, Mapping[str, Media]]:
        """Return what stands beside the texts of choices, by itext id."""
        found = {text_id: self._media(text_id) for text_id in self._raw}
        return {text_id: media for text_id, media in found.items() if media}

    def _media(self, text_id: str) -> Mapping[str, Media]:
        forms = self._raw.get(text_id, {})
        names: dict[str, dict[str, str]] = {}
        for form, attribute in _MEDIA_FORMS.items():
            for language, value in forms.get(form, {}).items():
                name = "".join(value.itertext()).strip().rpartition("/")[2]
                if name not in ("", *_MISSING):
                    names.setdefault(language, {})[attribute] = name
        return {language: Media(**given) for language, given in names.items()}

    def remaining(self, draft: Draft) -> Mapping[str, Text]:
        """Return the texts that no label refers to by name: those of choices."""
        texts: dict[str, Text] = {}
        for text_id in [text_id for text_id in self._raw if text_id not in self._used]:
            text = self.by_id(text_id, draft, "label")
            if text is not None:
                texts[text_id] = text
        return texts

    def _fixed(self, text: str) -> Text | None:
        known = self._plain.get(text)
        if known is None and text:
            known = self._plain[text] = Text({"": (text,)}, "")
        return known

    def _text(self, variants: dict[str, tuple[Part, ...]]) -> Text | None:
        given = {language: parts for language, parts in variants.items() if parts != _MISSING}
        kept = given or variants
        return Text(kept, self.default_language) if any(kept.values()) else None

    def _parts(self, element: Element, draft: Draft, column: str) -> tuple[Part, ...]:
        parts: list[Part] = [element.text or ""]
        for child in elements(element):
            if local_name(child) == "output":
                self.spoken += 1
                expression = child.get("value") or child.get("ref") or "''"
                seen = _seen_from_instance(expression.strip(), draft)
                compiled = self._expressions.text(seen, draft, column)
                parts.append(compiled if compiled is not None else "")
            else:
                parts.append("".join(child.itertext()))
            parts.append(child.tail or "")
        return _trimmed(parts)


def _seen_from_instance(expression: str, draft: Draft) -> str:
    """Turn a path into a repeat's own instance, in the repeat's label, to that instance.

    pyxform writes it absolute because the label stands outside the repeat; each instance shows
    its own value, as in ODK Collect.
    """
    inside = f"{draft.path}/"
    if draft.repeat and expression.startswith(inside) and _PLAIN_PATH.match(expression):
        return f"./{expression.removeprefix(inside)}"
    return expression


def _trimmed(parts: list[Part]) -> tuple[Part, ...]:
    first, last = parts[0], parts[-1]
    if isinstance(first, str):
        parts[0] = first.lstrip()
    if isinstance(last, str):
        last = parts[-1]
        parts[-1] = last.rstrip() if isinstance(last, str) else last
    return tuple(part for part in parts if part != "")
