"""Which groups and rows of a form are folded while it is open; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, Signal

from bina_desktop.formengine.client import Node, Progress, Ref, Session


class Folds(QObject):
    """Remembers what is folded; a group that asks for it (`compact`) is so when first seen."""

    changed = Signal(str)
    """Carries the ref of the group or row that was folded or unfolded."""

    entered = Signal(str)
    """Carries the ref of the group into which a key leads."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folded: set[str] = set()
        self._met: set[str] = set()
        self._beyond = ""

    def begin_page(self, beyond: str) -> None:
        """Take note of what comes first on the next page: what goes on there is not folded."""
        self._beyond = beyond

    def may_fold(self, ref: str) -> bool:
        """Tell whether a group stands on the page whole."""
        return not self._beyond.startswith(f"{ref}/")

    def meet(self, node: Node) -> None:
        """Fold a group that wishes to be closed at first, when its heading is drawn."""
        if not self.may_fold(node.ref):
            self._folded.discard(node.ref)
        elif node.ref not in self._met and _wishes(node):
            self._folded.add(node.ref)
        self._met.add(node.ref)

    def is_folded(self, ref: str) -> bool:
        """Tell whether a group or row is folded."""
        return ref in self._folded

    def hides(self, ref: str) -> bool:
        """Tell whether a place lies in something that is folded."""
        return any(one in self._folded for one in _around(ref)) if self._folded else False

    def seen_at(self, refs: Iterable[Ref]) -> Iterable[Ref]:
        """Return these refs and the folded groups around them, whose headings tell of them."""
        if not self._folded:
            return refs
        all_of_them = set(refs)
        around = {outer for ref in all_of_them for outer in _around(ref)}
        return all_of_them | {outer for outer in around if outer in self._folded}

    def progress(self, ref: Ref) -> Progress:
        """Return how far a group or row is."""
        return self._session.progress(ref)

    def toggle(self, ref: str) -> None:
        """Fold a group, or unfold it."""
        self._folded ^= {ref}
        self._met.add(ref)
        self.changed.emit(ref)

    def enter(self, ref: str) -> None:
        """Unfold a group for a person who goes on in it."""
        if ref in self._folded:
            self.toggle(ref)
        self.entered.emit(ref)

    def open_to(self, ref: str) -> None:
        """Unfold everything around a question: the person is led there."""
        around = set(_around(ref))
        self._met |= around
        for one in sorted(self._folded & around):
            self.toggle(one)

    def open_faulty(self) -> None:
        """Unfold what holds an answer that cannot stand, or lacks one that must be given."""
        for problem in self._session.validate() if self._folded else ():
            self.open_to(problem.ref)


def _wishes(node: Node) -> bool:
    repeat = node.parent if node.ref.endswith("]") else None
    return (repeat or node).presentation.group.compact


def _around(ref: str) -> Iterator[Ref]:
    """Yield the groups and rows in which a place lies, the innermost first."""
    end = ref.rfind("/")
    while end > 0:
        yield Ref(ref[:end])
        end = ref.rfind("/", 0, end)
