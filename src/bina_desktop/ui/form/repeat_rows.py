"""Adding, removing and moving instances of repeats from where the person is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bina_desktop.formengine.client import FormError, Node, NodeKind, Ref
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.navigation import is_container


class RepeatRows(QObject):
    """Does what was asked with a row, and says where to go then and what to tell."""

    led_to = Signal(str)
    """Carries the ref of the question to go to."""
    told = Signal(str)
    removed = Signal(str)
    """Carries a sentence about the row that is gone."""

    def __init__(self, controller: FormController, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._session = controller.session

    def add(self, repeat: Ref | None) -> None:
        """Append a row and go to its first question."""
        if repeat is None:
            self.told.emit(self.tr("Di sini tidak ada isian berulang."))
            return
        try:
            instance = self._controller.add_repeat(repeat)
        except FormError as refused:
            self.told.emit(str(refused))
            return
        if instance is not None:
            self._lead_into(instance)

    def remove(self, instance: Ref | None) -> None:
        """Remove a row; go to its neighbour."""
        node = self._instance(instance)
        repeat = node.parent if node else None
        if node is None or repeat is None or not self._controller.writable:
            return
        named = self._named(node)
        place = [one.ref for one in repeat.children].index(node.ref)
        try:
            self._controller.remove_repeat(node.ref)
        except FormError as refused:
            self.told.emit(str(refused))
            return
        left = repeat.children
        if left:
            self._lead_into(left[min(place, len(left) - 1)].ref)
        else:
            self.led_to.emit(repeat.ref)
        self.removed.emit(self.tr("{0} dihapus.").format(named))

    def move(self, instance: Ref | None, step: int, *, back_to: Ref | None = None) -> None:
        """Move a row up (-1) or down (1); the cursor goes with it to `back_to`."""
        node = self._instance(instance)
        repeat = node.parent if node else None
        if node is None or repeat is None or not self._controller.writable:
            return
        place = [one.ref for one in repeat.children].index(node.ref) + 1 + step
        if not 1 <= place <= len(repeat.children):
            self.told.emit(
                self.tr("Sudah di urutan pertama.")
                if step < 0
                else self.tr("Sudah di urutan terakhir.")
            )
            return
        try:
            self._controller.move_repeat(node.ref, place)
        except FormError as refused:
            self.told.emit(str(refused))
            return
        if back_to is not None and back_to.startswith(f"{node.ref}/"):
            self.led_to.emit(back_to)
        else:
            self._lead_into(node.ref)
        self.told.emit(
            self.tr("Sekarang urutan {0} dari {1}.").format(place, len(repeat.children))
        )

    def _instance(self, ref: Ref | None) -> Node | None:
        if ref is None:
            self.told.emit(self.tr("Di sini tidak ada isian berulang."))
            return None
        return self._session.node(ref)

    def _lead_into(self, instance: Ref) -> None:
        for node in self._session.walk(self._session.node(instance)):
            if not is_container(node) and node.relevant and node.kind is not NodeKind.HIDDEN:
                self.led_to.emit(node.ref)
                return

    def _named(self, instance: Node) -> str:
        repeat = instance.parent
        words = instance.label or (repeat.label or repeat.name if repeat else "")
        return markdown.to_plain(words) or self.tr("Isian")


def instance_of(ref: str) -> Ref | None:
    """Return the innermost repeat instance in which a ref lies, None outside of repeats."""
    end = ref.rfind("]")
    return Ref(ref[: end + 1]) if end >= 0 else None


def repeat_of(instance: Ref) -> Ref:
    """Return the repeat of an instance."""
    return Ref(instance[: instance.rfind("[")])
