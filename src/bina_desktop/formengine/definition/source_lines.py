"""The lines of an XForm file that was written without a workbook, for the messages about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import bound_path, read_body
from bina_desktop.formengine.definition.document import (
    XFORMS,
    XHTML,
    Element,
    elements,
    step_name,
)

_IN_BIND = frozenset(
    {
        *("relevant", "constraint", "calculate", "required", "readonly"),
        *("constraintMsg", "requiredMsg", "warning", "warningMsg"),
    }
)


class SourceLines:
    """Where a file speaks of a node; it is searched when the first message asks."""

    def __init__(self, root: Element) -> None:
        """Keep the form, which must have a primary instance when a line is asked for."""
        self._root = root

    def of(self, path: str, column: str) -> int | None:
        """Return the line, counted from 1, of a node's bind, control or element in the instance.

        A tag over several lines counts where it ends.
        Rules are looked for in the bind first, everything else in the body.
        """
        sought = (self._bound, self._shown) if column in _IN_BIND else (self._shown, self._bound)
        for lines in sought:
            if path in lines:
                return lines[path]
        return self._held.get(path)

    @cached_property
    def _primary(self) -> Element:
        instance = self._root.find(f"{XHTML}head/{XFORMS}model/{XFORMS}instance")
        assert instance is not None, "a form without one is refused first"
        return next(elements(instance))

    @cached_property
    def _root_path(self) -> str:
        return f"/{step_name(self._primary)}"

    @cached_property
    def _bound(self) -> dict[str, int | None]:
        binds = self._root.findall(f"{XHTML}head/{XFORMS}model/{XFORMS}bind")
        return {
            bound_path(bind.get("nodeset") or "", self._root_path): bind.sourceline
            for bind in binds
        }

    @cached_property
    def _shown(self) -> dict[str, int | None]:
        body = self._root.find(f"{XHTML}body")
        found = read_body(body, Report("", {}), root_path=self._root_path)
        return {path: control.element.sourceline for path, control in found.controls.items()}

    @cached_property
    def _held(self) -> dict[str, int | None]:
        return dict(_below(self._primary, self._root_path))


def _below(element: Element, path: str) -> Iterator[tuple[str, int | None]]:
    yield path, element.sourceline
    for child in elements(element):
        yield from _below(child, f"{path}/{step_name(child)}")
