"""What the choices of a select depend on, for those who read its choices by their labels.

A label may show an answer, a filter may take a choice away: `jr:choice-name()` of that select then
has another result. Its expression names the select only, so the reads of the select are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from bina_desktop.formengine.definition.model import ChoicesDefinition, Text, VertexKind
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.definition.wishes import Wish
from bina_desktop.formengine.xpath.host import Compiled, NodeTarget, Read, ReadKind, Step
from bina_desktop.formengine.xpath.items import ItemTable

Reads = tuple[Read, ...]


def reads_of(outputs: Iterable[Compiled[str]]) -> Reads:
    """Return what these outputs of texts read."""
    return tuple(read for output in outputs for read in output.reads)


def label_reads(
    choices: Mapping[int, ChoicesDefinition],
    tables: Sequence[ItemTable],
    texts: Mapping[str, Text],
) -> dict[int, Reads]:
    """Return what the labels of the choices show, by the select's definition, where anything."""
    speaking = {name: outputs for name, text in texts.items() if (outputs := text.outputs)}
    by_list = [
        reads_of(
            output
            for cell in (dict.fromkeys(chain.from_iterable(table.rows)) if speaking else ())
            for output in speaking.get(cell, ())
        )
        for table in tables
    ]
    found: dict[int, Reads] = {}
    for number, definition in choices.items():
        reads = reads_of(output for item in definition.fixed for output in item.label.outputs)
        if definition.list_id is not None:
            reads = by_list[definition.list_id]
        if reads:
            found[number] = reads
    return found


def follow_choice_names(
    drafts: Sequence[Draft], wishes: Sequence[Wish], labels: Mapping[int, Reads]
) -> None:
    """Give each expression that reads choices by name the reads of those choices."""
    naming = [
        (wish, named)
        for wish in wishes
        if (wish.language or wish.kind is VertexKind.SHOWN)  # as all that name a choice are
        and (named := [target.def_id for target, kind in wish.reads if kind is ReadKind.CHOICES])
    ]
    if not naming:
        return
    offered = {wish.node: wish.reads for wish in wishes if wish.kind is VertexKind.CHOICES}
    for wish, named in naming:
        added: dict[Read, None] = {}
        seen: set[int] = set()
        while named:
            select = named.pop()
            if select in seen:
                continue
            seen.add(select)
            for read in (*offered.get(select, ()), *labels.get(select, ())):
                if read.kind is ReadKind.CHOICES:
                    named.append(read.target.def_id)
                elif read.kind is not ReadKind.OWN:
                    added[Read(_from_root(drafts, read.target), read.kind)] = None
        wish.reads = (*wish.reads, *added)


def _from_root(drafts: Sequence[Draft], target: NodeTarget) -> NodeTarget:
    """Return the same definition seen from the root: any instance of it may be the one."""
    draft = drafts[target.def_id]
    way = [draft, *draft.ancestors()][-2::-1]
    steps = tuple(Step(at.slot, at.id, at.repeat) for at in way)
    return target._replace(start=drafts[0].id, ups=0, steps=steps)
