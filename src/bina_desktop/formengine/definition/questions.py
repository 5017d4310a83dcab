"""Decide what a node is to a face and of what type its answers are."""

from __future__ import annotations

from bina_desktop.formengine.client import DataType, NodeKind
from bina_desktop.formengine.definition import messages
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
_PROPERTIES = ("username", "deviceid", "email", "phonenumber", "simserial", "subscriberid")
_PRELOADS = {
    ("uid", ""): "uid",
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    **{("property", name): name for name in _PROPERTIES},
}
"""Metadata by `jr:preload` and `jr:preloadParams`; other preloads leave the node as it is."""
_PRELOAD, _PARAMETER = f"{JAVAROSA}preload", f"{JAVAROSA}preloadParams"
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
            messages.UNKNOWN_ANSWER_TYPE(kind=bind_type, name=draft.name),
            question=draft.path,
            column="type",
        )
        data_type = DataType.TEXT
    return NodeKind.NOTE if is_always_readonly(draft) else NodeKind.INPUT, data_type


def is_always_readonly(draft: Draft) -> bool:
    """Tell whether the bind says readonly without a condition."""
    return draft.attributes.get("readonly", "").strip() in _ALWAYS_TRUE


def may_preload(draft: Draft) -> bool:
    """Tell whether `preload_of` must be asked; of most nodes it need not."""
    parent = draft.parent
    return _PRELOAD in draft.attributes or (parent is not None and parent.name.endswith("meta"))


def preload_of(draft: Draft) -> str:
    """Return which metadata the node holds (ODK XForms specification, Preload and Metadata).

    `uid` is an instanceID that is filled in at once, `instanceID` one of a form that leaves it to
    the program: it is filled in when the form is finalised. `uri:` names of properties mean the
    same property.
    """
    kind = draft.attributes.get(_PRELOAD)
    if kind:
        parameter = draft.attributes.get(_PARAMETER, "").removeprefix("uri:")
        return _PRELOADS.get((kind, "" if kind == "uid" else parameter), "")
    if draft.parent is None or draft.parent.name.rpartition(":")[2] != "meta":
        return ""
    name = draft.name.rpartition(":")[2]
    if name in ("instanceID", "deprecatedID") and "calculate" not in draft.attributes:
        return name
    return ""
