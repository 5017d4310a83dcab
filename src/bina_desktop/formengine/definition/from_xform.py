"""Read an XForm into a FormDefinition; mistakes and unsupported things all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from bina_desktop.formengine.client import FormInfo
from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.actions import ActionsReader
from bina_desktop.formengine.definition.attachments import note_missing_media
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Body, bound_path, read_body
from bina_desktop.formengine.definition.choice_reads import (
    follow_choice_names,
    label_reads,
)
from bina_desktop.formengine.definition.choices import ChoicesReader
from bina_desktop.formengine.definition.datasets import read_datasets, user_of
from bina_desktop.formengine.definition.document import (
    XFORMS,
    XHTML,
    Element,
    elements,
    parse,
)
from bina_desktop.formengine.definition.expressions import Expressions
from bina_desktop.formengine.definition.graph import build_graph
from bina_desktop.formengine.definition.identity import (
    check_submission,
    ensure_instance_id,
    namespaces_of,
)
from bina_desktop.formengine.definition.memory import collector_resting
from bina_desktop.formengine.definition.model import (
    FormDefinition,
    VertexKind,
)
from bina_desktop.formengine.definition.nodes import NodesReader
from bina_desktop.formengine.definition.skeleton import Skeleton
from bina_desktop.formengine.definition.source_lines import SourceLines
from bina_desktop.formengine.definition.texts import Texts
from bina_desktop.formengine.definition.wishes import Wish
from bina_desktop.formengine.xpath.compiler import Backend


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

    def read(self, title: str, digest: str) -> FormDefinition:
        self._check_controls()
        actions = ActionsReader(self._skeleton, self._expressions, self._report).read(
            self._model, self._root.find(f"{XHTML}body")
        )
        reader = NodesReader(
            body=self._body,
            expressions=self._expressions,
            texts=self._texts,
            choices=self._choices,
            targeted=frozenset(action.node for action in actions),
            report=self._report,
        )
        drafts = self._skeleton.drafts
        reader.read([draft for draft in drafts if not draft.last_saved])
        texts = self._texts.remaining(self._skeleton.root)
        media = self._texts.remaining_media()
        shown = (one for group in media.values() for one in group.values())
        note_missing_media(shown, self._folder, self._report)
        labels = label_reads(reader.choices, self._tables.tables, texts)
        wishes = reader.wishes
        wishes.extend(
            Wish(number, VertexKind.SHOWN, None, reads) for number, reads in labels.items()
        )
        follow_choice_names(drafts, wishes, labels)
        graph = build_graph(drafts, wishes, self._report)
        ranks: dict[int, tuple[int, ...]] = {}
        for rank, vertex in enumerate(graph.vertices):
            known = ranks.get(vertex.node)
            ranks[vertex.node] = (rank,) if known is None else (*known, rank)
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
            nodes=reader.definitions(drafts, ranks),
            vertices=tuple(graph.vertices),
            stands=tuple([~one.node if one.on_place else one.node for one in graph.vertices]),
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
        root_path, by_path = self._skeleton.root.path, self._skeleton.by_path
        for bind in self._model.iterchildren(f"{XFORMS}bind"):
            given = dict(bind.items())
            path = given.get("nodeset", "")
            draft = by_path.get(path)  # most are written so
            if draft is None:
                path = bound_path(path, root_path)
                draft = by_path.get(path)
            if draft is None:
                self._report.notice(messages.BIND_WITHOUT_NODE(path=path), question=path)
            else:
                draft.bound(given)

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


def _root_name(primary: Element) -> str:
    local = primary.tag.rpartition("}")[2]
    return f"{primary.prefix}:{local}" if primary.prefix else local
