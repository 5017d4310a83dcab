"""Blanks that are printed from the list of sheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from tests.gui.pages.lembar_tab import OPERATOR, SELUMA, Tab, blank_of

from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
)


def test_a_blank_is_printed_for_the_officer_chosen_or_for_any_respondent(
    tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: seen.append(Path(url.toLocalFile()))
    )
    daftar = tab.page.daftar
    for at, (form, officer) in enumerate(
        ((FORM_LEMBAR_PENILAIAN, OPERATOR.id), (FORM_KUESIONER_APARATUR, None), (FORM_SKM, None))
    ):
        daftar.sections.show_section(at)
        daftar.table.select(lambda line: line.aparatur_id == OPERATOR.id)
        daftar.blank_button.click()
        tab.settle()
        assert seen.pop().read_bytes() == blank_of(SELUMA, form, officer)
    daftar.sections.show_section(3)
    assert daftar.blank_button.isHidden()
