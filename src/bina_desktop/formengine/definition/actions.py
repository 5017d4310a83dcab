"""Read the actions of a form: `setvalue` with its events (ODK XForms specification, Actions)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import NO_CONTROLS, path_of
from bina_desktop.formengine.definition.document import Element, elements, local_name
from bina_desktop.formengine.definition.expressions import Expressions
from bina_desktop.formengine.definition.model import Event, SetValue
from bina_desktop.formengine.definition.skeleton import Draft, Skeleton

_DEVICE_ACTIONS = {
    "setgeopoint": messages.NO_AUTOMATIC_PLACE,
    "recordaudio": messages.NO_AUTOMATIC_SOUND,
}
"""Actions that need a telephone: accepted, and their target stays empty."""
_ACTIONS = frozenset({"setvalue", *_DEVICE_ACTIONS})
_TAGS = tuple(f"{{*}}{name}" for name in sorted(_ACTIONS))
_EVENTS = {event.value: event for event in Event} | {
    "xforms-ready": Event.FIRST_LOAD,
    "jr-insert": Event.NEW_REPEAT,
}
"""Names of events, the outdated ones too."""
_PREDICATE = re.compile(r"\[[^\[\]]*\]")
_ATTRIBUTE = re.compile(r"/@([\w.:-]+)$")


@dataclass(frozen=True, slots=True)
class _Found:
    element: Element
    source: str
    """Path of the control or repeat around the action; '' in the model."""


class ActionsReader:
    """Turns the action elements of one form into `SetValue`."""

    def __init__(self, skeleton: Skeleton, expressions: Expressions, report: Report) -> None:
        """Look targets up in `skeleton`."""
        self._skeleton = skeleton
        self._expressions = expressions
        self._report = report

    def read(self, model: Element, body: Element | None) -> tuple[SetValue, ...]:
        """Return the actions in document order; actions no desktop can do are noticed."""
        found: list[_Found] = []
        if _any(model):
            found.extend(_Found(element, "") for element in elements(model) if _is_action(element))
        if body is not None and _any(body):
            found.extend(_in_body(body, self._skeleton.root.path))
        actions = [self._action(entry) for entry in found]
        return tuple(action for action in actions if action is not None)

    def _action(self, found: _Found) -> SetValue | None:
        ref = "".join((found.element.get("ref") or "").split())
        target = self._target(ref, found.source)
        name = ref.rpartition("/")[2]
        if target is None:
            self._report.notice(messages.ACTION_WITHOUT_TARGET(path=ref), question=name)
            return None
        if local_name(found.element) != "setvalue":
            self._report.notice(
                _DEVICE_ACTIONS[local_name(found.element)](name=target.name),
                question=target.path,
                column="type",
            )
            return None
        events = self._events(found.element, name)
        if not events:
            return None
        source = self._skeleton.by_path.get(found.source)
        attribute = _ATTRIBUTE.search(ref) if target.owner is None else None
        on_change = Event.VALUE_CHANGED in events
        written = found.element.get("value") or _literal((found.element.text or "").strip())
        compiled = self._expressions.text(written, target, "calculate" if on_change else "default")
        if compiled is None:
            return None
        return SetValue(
            target.id,
            compiled,
            events,
            source=source.id if source is not None else -1,
            targets=(
                self._expressions.nodes(ref, source or self._skeleton.root, "trigger")
                if "[" in ref
                else None
            ),
            attribute=attribute.group(1) if attribute else "",
        )

    def _events(self, element: Element, name: str) -> frozenset[Event]:
        names = (element.get("event") or "").split()
        unknown = [word for word in names if word not in _EVENTS]
        if unknown or not names:
            self._report.error(
                messages.UNKNOWN_EVENT(name=name, event=" ".join(unknown)),
                question=name,
                column="trigger",
            )
        return frozenset(_EVENTS[word] for word in names if word in _EVENTS)

    def _target(self, ref: str, source: str) -> Draft | None:
        if not ref:
            return None
        path = ref
        while "[" in path:
            shorter = _PREDICATE.sub("", path)
            if shorter == path:
                return None
            path = shorter
        names = [] if path.startswith("/") else source.split("/")[1:]
        for name in path.split("/"):
            if name == "..":
                del names[-1:]
            elif name not in ("", "."):
                names.append(name)
        found = "/" + "/".join(names)
        by_path = self._skeleton.by_path
        return by_path.get(found) or by_path.get(_ATTRIBUTE.sub("", found))


def _in_body(body: Element, root_path: str) -> Iterator[_Found]:
    """Yield the actions in the body with the control or repeat that holds them."""
    waiting = [(body, root_path, "")]
    while waiting:
        parent, context, source = waiting.pop()
        inner: list[tuple[Element, str, str]] = []
        for element in elements(parent):
            tag = local_name(element)
            if tag in _ACTIONS:
                yield _Found(element, source)
            elif tag not in NO_CONTROLS:
                path = path_of(element, context)
                frame = tag == "group" or path == context
                inner.append((element, path, source if frame else path))
        waiting.extend(reversed(inner))


def _any(element: Element) -> bool:
    """Tell whether there may be an action somewhere below; most forms have none."""
    return next(element.iter(*_TAGS), None) is not None


def _is_action(element: Element) -> bool:
    return local_name(element) in _ACTIONS


def _literal(text: str) -> str:
    """Return text as an XPath expression; it may hold both kinds of quotes."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = text.split("'")
    return "concat('" + "', \"'\", '".join(parts) + "')"
