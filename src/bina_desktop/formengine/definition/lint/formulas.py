"""Every formula of a workbook, compiled where its author wrote it.

The tree of the survey stands in for the form, so that formulas are checked even where other
mistakes keep the converter from making one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.document import Element, etree
from bina_desktop.formengine.definition.graph import Wish, build_graph
from bina_desktop.formengine.definition.lint import messages
from bina_desktop.formengine.definition.lint.choices import Lists, lists_of
from bina_desktop.formengine.definition.lint.findings import Findings, maybe, nearest
from bina_desktop.formengine.definition.lint.outline import Outline
from bina_desktop.formengine.definition.lint.rows import Item
from bina_desktop.formengine.definition.lint.sheets import Column, Row, Workbook
from bina_desktop.formengine.definition.lint.substitution import (
    Substituted,
    path_from,
    substitute,
)
from bina_desktop.formengine.definition.model import VertexKind
from bina_desktop.formengine.definition.scope import DraftScope
from bina_desktop.formengine.definition.skeleton import Draft, Skeleton
from bina_desktop.formengine.definition.tables import Tables
from bina_desktop.formengine.xpath.compiler import (
    compile_boolean,
    compile_items,
    compile_number,
    compile_text,
)
from bina_desktop.formengine.xpath.errors import XPathError
from bina_desktop.formengine.xpath.faults import faults
from bina_desktop.formengine.xpath.host import Compiled
from bina_desktop.formengine.xpath.items import ItemTable
from bina_desktop.formengine.xpath.parser import parse
from bina_desktop.formengine.xpath.sentences import Sentence

_COMPILERS: dict[str, tuple[Callable[..., Compiled[Any]], VertexKind]] = {
    "relevant": (compile_boolean, VertexKind.RELEVANT),
    "constraint": (compile_boolean, VertexKind.CONSTRAINT),
    "required": (compile_boolean, VertexKind.REQUIRED),
    "read_only": (compile_boolean, VertexKind.READONLY),
    "calculation": (compile_text, VertexKind.CALCULATE),
    "repeat_count": (compile_number, VertexKind.COUNT),
    "bind::bina:warning": (compile_boolean, VertexKind.SHOWN),
}
_OF_GROUPS = (VertexKind.RELEVANT, VertexKind.COUNT)
_PLAIN = frozenset({"yes", "no", "true", "false"})
"""What the converter turns into true() and false()."""
_NUMERIC = {"integer": "int", "int": "int", "decimal": "decimal"}


def check_formulas(outline: Outline, workbook: Workbook, findings: Findings) -> None:
    """Report formulas that cannot be used, and circles of formulas."""
    form = _Form(outline, workbook)
    checker = _Checker(form, findings)
    for item in outline.items:
        checker.check(item)
    if settings := workbook.settings.rows:
        checker.check_instance_name(settings[0])
    checker.check_circles()


class _Form:
    """The tree of the survey as the XPath compiler wants to see a form."""

    def __init__(self, outline: Outline, workbook: Workbook) -> None:
        settings = workbook.settings.rows
        self.root = (settings[0].get("name") if settings else "") or "data"
        self.outline = outline
        self.lists: Lists = lists_of(workbook.choices)
        self.columns = [column.name for column in workbook.choices.columns]
        self._elements: dict[int, Element] = {}
        top = etree.Element("data")
        repeats: set[str] = set()
        paths: list[str] = []
        for item in outline.items:
            above = self._elements[id(item.parent)] if item.parent is not None else top
            # A name of our own: what the author wrote may be no name at all, or stand twice.
            self._elements[id(item)] = etree.SubElement(above, f"n{len(paths)}")
            paths.append(self._path(item))
            if item.type == "repeat":
                repeats.add(self._path(item))
        self.skeleton = Skeleton(top, frozenset(repeats), Report("", {}))
        self.drafts = {
            id(item): self.skeleton.by_path[path]
            for item, path in zip(outline.items, paths, strict=True)
        }
        self.items = {self._elements[id(item)].tag: item for item in outline.items}
        """Rows by our own names of them."""
        self._rename(outline)
        self.tables = Tables()
        for name in self.lists:
            self.tables.add(name, None, ItemTable(self.columns, []))

    def _path(self, item: Item) -> str:
        above = self._path(item.parent) if item.parent is not None else "/data"
        return f"{above}/{self._elements[id(item)].tag}"

    def _rename(self, outline: Outline) -> None:
        self.skeleton.root.name = self.root
        for item in outline.items:
            draft = self.drafts[id(item)]
            draft.name = item.name
            draft.bound({"type": _NUMERIC.get(item.type, "string")})
            assert draft.parent is not None, "only the root has none"
            draft.parent.also_named(item.name, draft)

    def path_to(self, here: Item | None, name: str, before: str) -> str:
        """Return the path for `${name}`; a blank text for a name that leads nowhere."""
        found = self.outline.by_name.get(name.removeprefix("last-saved#"), [])
        if len(found) != 1 or name.startswith("last-saved#"):
            return "''"
        return path_from(here, found[0], self.root, before)


class _Checker:
    def __init__(self, form: _Form, findings: Findings) -> None:
        self._form = form
        self._findings = findings
        self._wishes: list[Wish] = []

    def check(self, item: Item) -> None:
        """Compile every formula of a row."""
        draft = self._form.drafts[id(item)]
        for column, text in item.row.cells:
            known = _COMPILERS.get(column.name)
            if known is not None and text.lower() not in _PLAIN:
                compiled = self._compile(known[0], item, draft, column, text)
                if compiled is not None:
                    self._wish(item, draft, known[1], compiled, column)
            elif column.name == "default" and _is_dynamic(text):
                self._compile(compile_text, item, draft, column, text)
            elif column.name == "choice_filter" and item.list_name in self._form.lists:
                self._check_filter(item, draft, column, text)

    def check_instance_name(self, row: Row) -> None:
        """Compile the name of the filled form."""
        column = row.column("instance_name")
        if column is not None:
            written = substitute(
                row.get("instance_name"),
                lambda name, before: self._form.path_to(None, name, before),
            )
            draft = self._form.skeleton.root
            self._attempt(compile_text, written, draft, ("settings", row, column))

    def check_circles(self) -> None:
        """Report formulas that wait for each other."""
        items = self._form.items
        report = Report("", {name: item.row.number for name, item in items.items()})
        build_graph(self._form.skeleton.drafts, self._wishes, report)
        for message in report.errors:
            item = items[message.question]
            column = item.row.column(message.column) or message.column
            sentence = Sentence(message.message, message.english)
            self._findings.circle(item.row, column, sentence)

    def _wish(
        self,
        item: Item,
        draft: Draft,
        kind: VertexKind,
        compiled: Compiled[Any],
        column: Column,
    ) -> None:
        if kind is VertexKind.COUNT and self._reads_inside(draft, compiled):
            sentence = messages.COUNT_INSIDE(name=item.name)
            self._findings.notice("survey", item.row, column, sentence)
        if kind is VertexKind.SHOWN or (item.is_container and kind not in _OF_GROUPS):
            return
        if item.row.get("trigger") and kind is VertexKind.CALCULATE:
            return
        on_place = kind is VertexKind.COUNT
        self._wishes.append(Wish(draft.id, kind, compiled, compiled.reads, on_place=on_place))

    def _reads_inside(self, draft: Draft, compiled: Compiled[Any]) -> bool:
        drafts = self._form.skeleton.drafts
        return any(draft in drafts[read.target.def_id].ancestors() for read in compiled.reads)

    def _compile(
        self,
        compiler: Callable[..., Compiled[Any]],
        item: Item,
        draft: Draft,
        column: Column,
        text: str,
    ) -> Compiled[Any] | None:
        written = substitute(text, lambda name, before: self._form.path_to(item, name, before))
        return self._attempt(compiler, written, draft, ("survey", item.row, column))

    def _check_filter(self, item: Item, draft: Draft, column: Column, text: str) -> None:
        head = f"instance('{item.list_name}')/root/item["
        inner = substitute(text, lambda name, _: self._form.path_to(item, name, "["))
        place = ("survey", item.row, column)
        try:
            parse(inner.xpath)
        except XPathError as error:
            self._findings.formula(*place, _told(error, inner, column.header))
            return
        written = Substituted(
            inner.written,
            f"{head}{inner.xpath}]",
            tuple(start + len(head) for start in inner.starts),
            inner.origins,
            inner.replaced,
        )
        compiled = self._attempt(compile_items, written, draft, place, tell_missing=False)
        for missing in compiled.missing if compiled is not None else ():
            hint = maybe(nearest(missing.text, self._form.columns))
            sentence = messages.UNKNOWN_LIST_COLUMN(
                name=written.in_authors_words(missing.text),
                hint=hint.indonesian,
                hint_en=hint.english,
            )
            self._findings.error(*place, sentence)

    def _attempt(
        self,
        compiler: Callable[..., Compiled[Any]],
        written: Substituted,
        draft: Draft,
        place: tuple[str, Row, Column],
        *,
        tell_missing: bool = True,
    ) -> Compiled[Any] | None:
        # The converter strips a cell; so the spaces around a reference do not count.
        scope = DraftScope(self._form.skeleton, self._form.tables, draft)
        try:
            compiled = compiler(written.xpath, scope)
        except XPathError as error:
            for fault in faults(error):
                self._findings.formula(*place, _told(fault, written, place[2].header))
            return None
        if tell_missing:
            for missing in compiled.missing:
                sentence = messages.FORMULA_MISSING(
                    column=place[2].header,
                    what=written.in_authors_words(missing.message),
                    what_en=written.in_authors_words(missing.english),
                )
                self._findings.notice(*place, sentence)
        return compiled


def _told(error: XPathError, written: Substituted, column: str) -> Sentence:
    place = written.place(error.span.start)
    fragment = written.written[place : written.place(error.span.end)].strip()
    shown = f" (“{fragment}”)" if 0 < len(fragment) <= 40 else ""
    here, there = f"huruf ke-{error.span.start + 1}", f"huruf ke-{place + 1}"
    what, english = error.sentence
    return messages.FORMULA(
        column=column,
        place=place + 1,
        fragment=shown,
        what=written.in_authors_words(what.replace(here, there)),
        what_en=written.in_authors_words(
            english.replace(f"character {error.span.start + 1}", f"character {place + 1}")
        ),
    )


def _is_dynamic(text: str) -> bool:
    """Tell whether a default is surely a formula; others may be plain text such as `a-b`."""
    return "${" in text or (text.rstrip().endswith(")") and "(" in text.partition(" ")[0])
