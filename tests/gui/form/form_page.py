"""What a person sees and does on a form, for tests."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bina_desktop.ui.form.choices.listing import ChoiceList
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.view import FormView


class FormPage:
    """The page in sight."""

    def __init__(self, view: FormView) -> None:
        self.view = view

    def field(self, name: str) -> Field:
        found = next((f for f in self.fields() if f.ref.endswith(f"/{name}")), None)
        assert found is not None, f"{name} is not in sight"
        return found

    def fields(self) -> list[Field]:
        assert self.view.sheet is not None
        return self.view.sheet.fields()

    @property
    def names(self) -> list[str]:
        return [field.ref.rpartition("/")[2] for field in self.fields()]

    @property
    def here(self) -> str:
        """Name of the question where the person is."""
        assert self.view.current is not None
        return self.view.current.ref.rpartition("/")[2]

    def enter(self, name: str) -> FormPage:
        self.field(name).focus_input()
        return self

    def type(self, text: str) -> FormPage:
        QTest.keyClicks(focus(), text)
        return self

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> FormPage:
        QTest.keyClick(focus(), key, modifier)
        return self

    def rows(self, name: str) -> dict[str, bool]:
        """Choices in sight with their state."""
        listed = self.field(name).findChild(ChoiceList)
        assert listed is not None
        return {r.wording.value: r.isChecked() for r in listed.rows if not r.isHidden()}

    def texts(self, name: str) -> list[str]:
        """Words in sight of a question."""
        labels = self.field(name).findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
