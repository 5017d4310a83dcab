"""Decide what a node is to a face and of what type its answers are."""

from __future__ import annotations

from bina_desktop.formengine.client import DataType, NodeKind
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Control
from bina_desktop.formengine.definition.document import JAVAROSA
from bina_desktop.formengine.definition.skeleton import Draft

_TYPES = {
    "": DataType.TEXT,
    "string": DataType.TEXT,
    "text": DataType.TEXT,
    "int": DataType.INTEGER,
    "integer": DataType.INTEGER,
    "long": DataType.INTEGER,
    "decimal": DataType.DECIMAL,
    "double": DataType.DECIMAL,
    "boolean": DataType.TEXT,
    "date": DataType.DATE,
    "time": DataType.TIME,
    "dateTime": DataType.DATETIME,
    "geopoint": DataType.GEOPOINT,
    "geotrace": DataType.GEOTRACE,
    "geoshape": DataType.GEOSHAPE,
    "barcode": DataType.BARCODE,
    "binary": DataType.FILE,
}
_CONTROLS = {
    "select1": (NodeKind.SELECT_ONE, DataType.SELECT_ONE),
    "select": (NodeKind.SELECT_MULTIPLE, DataType.SELECT_MULTIPLE),
    "rank": (NodeKind.RANK, DataType.RANK),
    "trigger": (NodeKind.ACKNOWLEDGE, DataType.ACKNOWLEDGE),
    "upload": (NodeKind.UPLOAD, DataType.FILE),
}
_PRELOADS = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    ("property", "username"): "username",
    ("property", "deviceid"): "deviceid",
}
_ALWAYS_TRUE = frozenset({"true()", "true", "1"})


def kind_of(draft: Draft, control: Control | None, report: Report) -> tuple[NodeKind, DataType]:
    """Return kind and type; an unknown type of answer is noted and taken for text."""
    if draft.parent is None:
        return NodeKind.ROOT, DataType.NONE
    if draft.repeat:
        return NodeKind.REPEAT, DataType.NONE
    if draft.children:
        return NodeKind.GROUP, DataType.NONE
    bind_type = draft.attributes.get("type", "").rpartition(":")[2]
    if control is None or control.tag == "group":
        kind = NodeKind.HIDDEN if control is None else NodeKind.GROUP
        return kind, _TYPES.get(bind_type, DataType.NONE)
    if control.tag in _CONTROLS:
        return _CONTROLS[control.tag]
    data_type = _TYPES.get(bind_type)
    if control.tag == "range":
        whole = data_type is DataType.INTEGER
        return NodeKind.RANGE, DataType.INTEGER if whole else DataType.DECIMAL
    if data_type is None:
        report.notice(
            f"Jenis jawaban “{bind_type}” pada “{draft.name}” tidak dikenal; diisi sebagai teks.",
            question=draft.name,
            column="type",
        )
        data_type = DataType.TEXT
    return NodeKind.NOTE if is_always_readonly(draft) else NodeKind.INPUT, data_type


def is_always_readonly(draft: Draft) -> bool:
    """Tell whether the bind says readonly without a condition."""
    return draft.attributes.get("readonly", "").strip() in _ALWAYS_TRUE


def preload_of(draft: Draft) -> str:
    """Return which metadata the node holds: start, end, today, username, deviceid, instanceID."""
    kind = draft.attributes.get(f"{JAVAROSA}preload", "")
    parameter = draft.attributes.get(f"{JAVAROSA}preloadParams", "")
    if kind == "uid":
        return "instanceID"
    if kind:
        return _PRELOADS.get((kind, parameter), "")
    in_meta = draft.parent is not None and draft.parent.name.rpartition(":")[2] == "meta"
    if in_meta and draft.name.rpartition(":")[2] == "instanceID":
        return "" if draft.attributes.get("calculate") else "instanceID"
    return ""
