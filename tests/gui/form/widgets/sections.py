"""Sections of the form of every appearance, and what stands in their controls."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget
from tests.gui.form.form_page import FormPage

from bina_desktop.formengine.client import Session
from bina_desktop.ui.form.fields.basic import LineField
from bina_desktop.ui.form.fields.place import PointsField

CHOICES, TABLE, TICKS, NUMBERS, TIMES, TEXTS, PEOPLE, PICTURES, END = range(9)
"""Sections of the form."""


def value(page: FormPage, session: Session, name: str) -> str:
    return session.node(page.field(name).ref).value


def line(page: FormPage, name: str) -> QLineEdit:
    field = page.field(name)
    assert isinstance(field, LineField)
    return field.line


def latitudes(field: PointsField) -> list[str]:
    model = field.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def cells(page: FormPage, name: str) -> list[QWidget]:
    return list(page.field(name).stops())
