"""Read an XForm into a FormDefinition; mistakes and unsupported things all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bina_desktop.formengine.client import DataType, FormInfo, NodeKind
from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.actions import ActionsReader
from bina_desktop.formengine.definition.attachments import note_missing_media
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Body, bound_path, read_body
from bina_desktop.formengine.definition.choice_reads import (
    follow_choice_names,
    label_reads,
    reads_of,
)
from bina_desktop.formengine.definition.choices import ChoicesReader
from bina_desktop.formengine.definition.datasets import read_datasets, user_of
from bina_desktop.formengine.definition.document import (
    BINA,
    JAVAROSA,
    ODK,
    OPENROSA,
    XFORMS,
    XHTML,
    Element,
    elements,
    parse,
)
from bina_desktop.formengine.definition.expressions import Expressions
from bina_desktop.formengine.definition.graph import Wish, build_graph, reads_only_outside
from bina_desktop.formengine.definition.identity import (
    check_submission,
    ensure_instance_id,
    namespaces_of,
)
from bina_desktop.formengine.definition.memory import collector_resting
from bina_desktop.formengine.definition.model import (
    FormDefinition,
    NodeDefinition,
    Text,
    Vertex,
    VertexKind,
)
from bina_desktop.formengine.definition.presenting import Presenter
from bina_desktop.formengine.definition.questions import kind_of, preload_of
from bina_desktop.formengine.definition.skeleton import Draft, Skeleton
from bina_desktop.formengine.definition.source_lines import SourceLines
from bina_desktop.formengine.definition.texts import Texts
from bina_desktop.formengine.xpath.compiler import Backend
from bina_desktop.formengine.xpath.host import Compiled, ReadKind

_WITH_CHOICES = frozenset(
    {NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE, NodeKind.RANK, NodeKind.RANGE}
)
_OWN_NAMESPACES = (JAVAROSA, ODK, OPENROSA, XFORMS)
_RULES = frozenset({f"{BINA}warning", f"{BINA}warningMsg"})
"""Columns of ours that the engine itself obeys; the others are for the host."""


def read_xform(
    text: str,
    *,
    title: str = "",
    rows: Mapping[str, int] | None = None,
    media: Path | None = None,
    backend: Backend = Backend.GENERATED,
) -> FormDefinition:
    """Return the form that an XForm text describes.

    `rows` gives the row of each question in the workbook, for the messages (without it they name
    paths and lines of the text); `media` is the folder
    of the form's attached files (lists, pictures); `backend` compiles its expressions (the other
    one only to check that both give the same answers). Raises FormDefinitionError with everything
    that is wrong or not supported.
    """
    with collector_resting():
        return _read(text, title, rows, media, backend)


def _read(
    text: str,
    title: str,
    rows: Mapping[str, int] | None,
    media: Path | None,
    backend: Backend,
) -> FormDefinition:
    root = parse(text, title=title)
    shown_title = (root.findtext(f"{XHTML}head/{XHTML}title") or title).strip()
    line_of = SourceLines(root).of if rows is None else None
    report = Report(shown_title or title, rows or {}, line_of)
    model = root.find(f"{XHTML}head/{XFORMS}model")
    instance = model.find(f"{XFORMS}instance") if model is not None else None
    primary = next(elements(instance), None) if instance is not None else None
    if model is None or primary is None:
        report.error(messages.NO_MODEL())
        report.check()
        raise AssertionError("unreachable: check() raises when there is an error")
    ensure_instance_id(model, primary)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    check_submission(model, report)
    reader = _Reader(root, model, primary, report, media=media, backend=backend)
    form = reader.read(shown_title, digest)
    report.check()
    return form


class _Reader:
    def __init__(
        self,
        root: Element,
        model: Element,
        primary: Element,
        report: Report,
        *,
        media: Path | None,
        backend: Backend,
    ) -> None:
        self._root = root
        self._model = model
        self._primary = primary
        self._report = report
        root_path = f"/{_root_name(primary)}"
        self._body: Body = read_body(root.find(f"{XHTML}body"), report, root_path=root_path)
        self._skeleton = Skeleton(primary, frozenset(self._body.repeats), report)
        self._read_binds()
        self._folder = media
        self._tables = read_datasets(
            model, report, media, lambda name: user_of(name, self._body, self._skeleton)
        )
        self._expressions = Expressions(self._skeleton, self._tables, report, backend)
        self._texts = Texts(model, self._expressions, report)
        self._choices = ChoicesReader(
            skeleton=self._skeleton,
            tables=self._tables,
            expressions=self._expressions,
            texts=self._texts,
            report=report,
        )
        self._presenter = Presenter(report)
        self._wishes: list[Wish] = []
        self._targeted: frozenset[int] = frozenset()
        self._once: set[int] = set()

    def read(self, title: str, digest: str) -> FormDefinition:
        self._check_controls()
        actions = ActionsReader(self._skeleton, self._expressions, self._report).read(
            self._model, self._root.find(f"{XHTML}body")
        )
        self._targeted = frozenset(action.node for action in actions)
        unranked = [
            self._node(draft) for draft in [*self._skeleton.drafts] if not draft.last_saved
        ]
        texts = self._texts.remaining(self._skeleton.root)
        media = self._texts.remaining_media()
        shown = (one for group in media.values() for one in group.values())
        note_missing_media(shown, self._folder, self._report)
        choices = {values["id"]: values["choices"] for values in unranked if values["choices"]}
        labels = label_reads(choices, self._tables.tables, texts)
        self._wishes.extend(
            Wish(Vertex(number, VertexKind.SHOWN, None), reads) for number, reads in labels.items()
        )
        follow_choice_names(self._skeleton.drafts, self._wishes, labels)
        unranked.extend(_saved(draft) for draft in self._skeleton.drafts[len(unranked) :])
        graph = build_graph(self._skeleton.drafts, self._wishes, self._report)
        ranks: dict[int, list[int]] = {}
        for rank, vertex in enumerate(graph.vertices):
            ranks.setdefault(vertex.node, []).append(rank)
        nodes = tuple(
            NodeDefinition(**values, vertices=tuple(ranks.get(values["id"], ())))
            for values in unranked
        )
        return FormDefinition(
            info=FormInfo(
                form_id=self._primary.get("id") or title,
                version=self._primary.get("version") or "",
                title=title,
                languages=self._texts.real_languages,
                default_language=(
                    self._texts.default_language if self._texts.real_languages else ""
                ),
                digest=digest,
            ),
            nodes=nodes,
            vertices=tuple(graph.vertices),
            readers=tuple(graph.readers),
            tables=tuple(self._tables.tables),
            texts=texts,
            media=media,
            actions=actions,
            seed=self._skeleton.seed,
            notices=tuple(self._report.notices),
            lists=self._tables.targets,
            numeric=frozenset(draft.id for draft in self._skeleton.drafts if draft.numeric),
            namespaces=namespaces_of(self._primary),
        )

    def _read_binds(self) -> None:
        for bind in self._model.findall(f"{XFORMS}bind"):
            path = bound_path(bind, self._skeleton.root.path)
            draft = self._skeleton.by_path.get(path)
            if draft is None:
                self._report.notice(messages.BIND_WITHOUT_NODE(path=path), question=path)
            else:
                draft.attributes = {**draft.attributes, **dict(bind.attrib)}

    def _check_controls(self) -> None:
        """Tell of controls without a node: they have nowhere to put an answer, so none is shown.

        Only forms written by hand have them; the check of a workbook refuses its counterpart.
        """
        for path, control in self._body.controls.items():
            if path not in self._skeleton.by_path:
                name = path.rpartition("/")[2]
                self._report.notice(
                    messages.CONTROL_WITHOUT_NODE(name=name, control=control.tag, path=path),
                    question=path,
                )

    def _node(self, draft: Draft) -> dict[str, Any]:
        control = self._body.controls.get(draft.path)
        kind, data_type = kind_of(draft, control, self._report)
        texts = self._texts
        label = control.label if control is not None else None
        hint = control.hint if control is not None else None
        choices = None
        if control is not None and kind in _WITH_CHOICES:
            choices = self._choices.read(control, draft)
        shown: dict[str, Text | None] = {
            "label": texts.of(label, draft, "label"),
            "hint": texts.of(hint, draft, "hint"),
            "guidance": texts.of(hint, draft, "guidance_hint", "guidance"),
            "required_message": self._message(draft, "requiredMsg"),
            "constraint_message": self._message(draft, "constraintMsg"),
            "warning_message": self._texts.message(
                draft.attributes.get(f"{BINA}warningMsg"), draft, "warningMsg"
            ),
        }
        count = control.count if control is not None and draft.repeat else None
        self._add_vertices(draft, kind, count)
        self._add_shown(draft, shown)
        if choices is not None and choices.items is not None:
            self._wish(draft, VertexKind.CHOICES, choices.items)
        return {
            "id": draft.id,
            "name": draft.name,
            "path": draft.path,
            "parent": draft.parent.id if draft.parent is not None else -1,
            "slot": draft.slot,
            "kind": kind,
            "data_type": data_type,
            "children": tuple(child.id for child in draft.children),
            "in_repeat": draft.in_repeat,
            "controlled": count is not None,
            "seed": draft.template,
            "preload": preload_of(draft),
            **shown,
            "choices": choices,
            "media": texts.media(label),
            "appearance": control.appearance if control is not None else frozenset[str](),
            "presentation": self._presenter.of(control, data_type, draft.attributes),
            "attributes": _foreign(draft.attributes),
            "owner": draft.owner.id if draft.owner is not None else -1,
            "calculated": "calculate" in draft.attributes,
            "xml_attributes": draft.xml_attributes,
            "targeted": draft.id in self._targeted,
            "once": draft.id in self._once,
            "warned": bool(draft.attributes.get(f"{BINA}warning")),
        }

    def _message(self, draft: Draft, name: str) -> Text | None:
        return self._texts.message(draft.attributes.get(f"{JAVAROSA}{name}"), draft, name)

    def _add_vertices(self, draft: Draft, kind: NodeKind, count: str | None) -> None:
        attributes = draft.attributes
        expressions = self._expressions
        if text := attributes.get("relevant"):
            self._wish(draft, VertexKind.RELEVANT, expressions.boolean(text, draft, "relevant"))
        if text := attributes.get("readonly"):
            self._wish(draft, VertexKind.READONLY, expressions.boolean(text, draft, "readonly"))
        if count:
            self._wish_count(draft, expressions.number(count, draft, "count"))
        if kind in (NodeKind.ROOT, NodeKind.GROUP, NodeKind.REPEAT):
            return
        if text := attributes.get("calculate"):
            self._wish_calculation(draft, kind, expressions.text(text, draft, "calculate"))
        if text := attributes.get("required"):
            self._wish(draft, VertexKind.REQUIRED, expressions.boolean(text, draft, "required"))
        if text := attributes.get("constraint"):
            compiled = expressions.boolean(text, draft, "constraint")
            self._wish(draft, VertexKind.CONSTRAINT, compiled)
        if text := attributes.get(f"{BINA}warning"):
            self._wish(draft, VertexKind.WARNING, expressions.boolean(text, draft, "warning"))

    def _wish_count(self, draft: Draft, compiled: Compiled[float] | None) -> None:
        if compiled is not None and not reads_only_outside(compiled.reads):
            self._report.error(
                messages.COUNT_FROM_INSIDE(name=draft.name),
                question=draft.path,
                column="count",
            )
            return
        self._wish(draft, VertexKind.COUNT, compiled)

    def _wish_calculation(
        self, draft: Draft, kind: NodeKind, compiled: Compiled[str] | None
    ) -> None:
        if compiled is None:
            return
        if any(read.kind is ReadKind.OWN for read in compiled.reads):
            self._once.add(draft.id)
        editable = kind not in (NodeKind.HIDDEN, NodeKind.NOTE) or draft.id in self._targeted
        remembered = editable or compiled.volatile or draft.id in self._once
        self._wish(draft, VertexKind.CALCULATE, compiled, remembered=remembered)

    def _wish(
        self,
        draft: Draft,
        kind: VertexKind,
        compiled: Compiled[Any] | None,
        *,
        remembered: bool = False,
    ) -> None:
        if compiled is None:
            return
        on_place = kind is VertexKind.COUNT or (
            draft.repeat
            and kind in (VertexKind.RELEVANT, VertexKind.READONLY)
            and reads_only_outside(compiled.reads)
        )
        vertex = Vertex(
            draft.id,
            kind,
            compiled,
            on_place=on_place,
            clock=compiled.volatile and ("today" in compiled.text or "now" in compiled.text),
            language=compiled.language,
            remembered=remembered,
        )
        self._wishes.append(Wish(vertex, compiled.reads))

    def _add_shown(self, draft: Draft, shown: Mapping[str, Text | None]) -> None:
        outputs = [output for text in shown.values() if text for output in text.outputs]
        if outputs:
            vertex = Vertex(draft.id, VertexKind.SHOWN, None)
            self._wishes.append(Wish(vertex, reads_of(outputs)))


def _saved(draft: Draft) -> dict[str, Any]:
    """Return the definition of a stand-in for a question of the last saved submission."""
    return {
        "id": draft.id,
        "name": draft.name,
        "path": draft.path,
        "parent": -1,
        "slot": 0,
        "kind": NodeKind.HIDDEN,
        "data_type": DataType.NONE,
        "last_saved": draft.last_saved,
        "choices": None,
    }


def _foreign(attributes: Mapping[str, str]) -> dict[str, str]:
    return {
        name.rpartition("}")[2]: value
        for name, value in attributes.items()
        if name.startswith("{") and not name.startswith(_OWN_NAMESPACES) and name not in _RULES
    }


def _root_name(primary: Element) -> str:
    local = primary.tag.rpartition("}")[2]
    return f"{primary.prefix}:{local}" if primary.prefix else local
