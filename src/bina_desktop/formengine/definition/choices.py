"""Read where the choices of a select come from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Control
from bina_desktop.formengine.definition.document import XFORMS, Element, elements
from bina_desktop.formengine.definition.expressions import Expressions
from bina_desktop.formengine.definition.model import ChoicesDefinition, FixedChoice, Text
from bina_desktop.formengine.definition.skeleton import Draft, Skeleton
from bina_desktop.formengine.definition.tables import Tables
from bina_desktop.formengine.definition.texts import Texts
from bina_desktop.formengine.xpath.host import Compiled, ItemsTarget, Read, ReadKind, Step

_INSTANCE = re.compile(
    r"""instance\(\s*(['"])(.*?)\1\s*\)(?:\s*/\s*([\w.:-]+)\s*/\s*([\w.:-]+))?"""
)
"""The name of the list, of its root and of the elements taken from it."""
_RANDOMIZED = re.compile(r"^\s*randomize\s*\(\s*")
_VALUE = f"{XFORMS}value"
_LABEL = f"{XFORMS}label"
_GEOMETRY = "geometry"
_LABEL_ITEXT = re.compile(r"^\s*jr:itext\(\s*([\w.-]+)\s*\)\s*$")


class ChoicesReader:
    """Turns `<itemset>` and `<item>` elements into ChoicesDefinition."""

    def __init__(
        self,
        *,
        skeleton: Skeleton,
        tables: Tables,
        expressions: Expressions,
        texts: Texts,
        report: Report,
    ) -> None:
        """Read on behalf of one form."""
        self._skeleton = skeleton
        self._tables = tables
        self._expressions = expressions
        self._texts = texts
        self._report = report
        self._known: dict[tuple[str, str, str], ChoicesDefinition] = {}
        """What itemsets offer that mean the same wherever they stand, and of which nothing is to
        be said: hundreds of selects may use one list."""

    def read(self, control: Control, draft: Draft) -> ChoicesDefinition | None:
        """Return the choices of a select; None (and a message) when they cannot be had."""
        if control.tag == "range":
            ticks = self._read(control, draft) if control.choices is not None else None
            return replace(ticks, open=True) if ticks is not None else None
        return self._read(control, draft)

    def _read(self, control: Control, draft: Draft) -> ChoicesDefinition | None:
        itemset = control.choices
        if itemset is None:
            return self._fixed(control.element, draft)
        nodeset = (itemset.get("nodeset") or "").strip()
        value, label = _refs(itemset)
        if label is None:
            self._report.error(
                messages.CHOICES_WITHOUT_LABEL(name=draft.name), question=draft.path, column="type"
            )
            label = value
        known = self._known.get((nodeset, value, label))
        if known is not None:
            return known
        said = self._report.said
        definition = self._offered(nodeset, value, label, draft)
        quiet = said == self._report.said
        if definition is not None and quiet and self._expressions.shares(nodeset):
            self._known[nodeset, value, label] = definition
        return definition

    def _offered(
        self, nodeset: str, value: str, label: str, draft: Draft
    ) -> ChoicesDefinition | None:
        if "instance(" not in _without_predicates(_first_argument(nodeset)):
            items = self._expressions.nodes(nodeset, draft, "itemset")
            return self._from_nodes(nodeset, items, value, label, draft) if items else None
        items = self._expressions.items(nodeset, draft, "itemset")
        return self._from_list(nodeset, items, value, label, draft) if items else None

    def _fixed(self, element: Element, draft: Draft) -> ChoicesDefinition | None:
        choices: list[FixedChoice] = []
        for item in element.findall(f"{XFORMS}item"):
            value = (item.findtext(f"{XFORMS}value") or "").strip()
            label = self._texts.of(item.find(f"{XFORMS}label"), draft, "label")
            media = self._texts.media(item.find(f"{XFORMS}label"))
            choices.append(FixedChoice(value, label or Text({"": (value,)}, ""), media))
        if not choices:
            self._note_empty(draft)
        return ChoicesDefinition(fixed=tuple(choices))

    def _note_empty(self, draft: Draft) -> None:
        """Tell of a select without choices: it stays blank, all else can be filled in.

        The check of a workbook refuses it before it comes here.
        """
        self._report.notice(
            messages.NO_CHOICES(name=draft.name),
            question=draft.path,
            column="type",
        )

    def _from_list(
        self, nodeset: str, items: Compiled[Any], value: str, label: str, draft: Draft
    ) -> ChoicesDefinition | None:
        found = _INSTANCE.search(nodeset)
        target = self._target(found) if found else None
        if target is None:
            return None  # Already reported as missing.
        table = self._tables.tables[target.list_id]
        if not table.rows and target.list_id not in self._tables.attached:
            self._note_empty(draft)
        translated = _LABEL_ITEXT.match(label)
        label_name = translated.group(1) if translated else label
        if table.rows and table.column(value) < 0:
            self._report.error(
                messages.LIST_WITHOUT_COLUMN(name=draft.name, column=value),
                question=draft.path,
                column="type",
            )
            return None
        return ChoicesDefinition(
            items=items,
            list_id=target.list_id,
            value_column=table.column(value),
            label_column=table.column(label_name),
            label_is_itext=translated is not None,
            geometry_column=table.column(_GEOMETRY),
            filtered="[" in nodeset,
        )

    def _target(self, found: re.Match[str]) -> ItemsTarget | None:
        whole = self._tables.target(found.group(2))
        return whole.part(found.group(3) or "", found.group(4) or "") if whole else None

    def _from_nodes(
        self, nodeset: str, items: Compiled[Any], value: str, label: str, draft: Draft
    ) -> ChoicesDefinition | None:
        starts = [self._skeleton.drafts[n] for n in self._expressions.reached(nodeset, draft)]
        shown = {
            start.id: (value_draft, label_draft)
            for start in starts
            if (value_draft := _below(start, value)) and (label_draft := _below(start, label))
        }
        if not shown:
            self._report.error(
                messages.NO_SOURCE_OF_CHOICES(name=draft.name, path=nodeset),
                question=draft.path,
                column="type",
            )
            return None
        reads = list(items.reads)
        for read in items.reads:
            if read.target.def_id in shown and read.kind is ReadKind.NODES:
                start = self._skeleton.drafts[read.target.def_id]
                reads += [_value_read(read, start, end) for end in shown[start.id]]
        return ChoicesDefinition(
            items=items._replace(reads=tuple(reads)),
            ways={
                start.id: (_slots(start, shown[start.id][0]), _slots(start, shown[start.id][1]))
                for start in starts
                if start.id in shown
            },
            filtered=True,
        )


def _refs(itemset: Element) -> tuple[str, str | None]:
    """Return where the values stand, and the labels, if that is told."""
    found: dict[str, str] = {}
    for child in elements(itemset):
        ref = (child.get("ref") or "").strip()
        found.setdefault(child.tag, ref.removeprefix("./"))
    return found.get(_VALUE) or "name", found.get(_LABEL) or None


def _first_argument(nodeset: str) -> str:
    """Return what is put in random order, or the whole where nothing is."""
    inner, randomized = _RANDOMIZED.subn("", nodeset)
    if not randomized:
        return nodeset
    depth = 0
    for place, character in enumerate(inner):
        if depth == 0 and character in ",)":
            return inner[:place]
        depth += (character in "([") - (character in ")]")
    return inner


def _without_predicates(path: str) -> str:
    depth = 0
    kept: list[str] = []
    for character in path:
        depth += character == "["
        if depth == 0 and not character.isspace():
            kept.append(character)
        depth -= character == "]"
    return "".join(kept)


def _below(start: Draft, path: str) -> Draft | None:
    at = start
    if path == ".":
        return start
    for name in path.strip().removeprefix("./").split("/"):
        child = at.by_name.get(name)
        if child is None or child.repeat:
            return None
        at = child
    return at


def _between(start: Draft, end: Draft) -> list[Draft]:
    way: list[Draft] = []
    at = end
    while at is not start:
        way.append(at)
        assert at.parent is not None, "the end lies below the start"
        at = at.parent
    return way[::-1]


def _slots(start: Draft, end: Draft) -> tuple[int, ...]:
    return tuple(draft.slot for draft in _between(start, end))


def _value_read(read: Read, start: Draft, end: Draft) -> Read:
    """Return the read of what a choice shows, beside that of which nodes there are."""
    steps = tuple(Step(draft.slot, draft.id) for draft in _between(start, end))
    target = read.target._replace(def_id=end.id, steps=read.target.steps + steps)
    return Read(target, ReadKind.VALUE)
