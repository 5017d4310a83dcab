"""Themes and text sizes: their colours, worn at once by everything, remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from shiboken6 import delete, isValid
from tests.gui.contrast import contrast

from bina_desktop.settings import Settings, Theme, load_settings
from bina_desktop.ui.app import make_application
from bina_desktop.ui.look import Look, look, theme_of
from bina_desktop.ui.pages.pengaturan.appearance import AppearancePanel
from bina_desktop.ui.panels import Picture, button, label
from bina_desktop.ui.shades import CONTRAST, DARK, LIGHT, Colours
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours, icon, live, px, sized

SETS = {"light": (LIGHT, 4.5), "dark": (DARK, 4.5), "contrast": (CONTRAST, 7.0)}
TEXTS = [
    ("text", ("ground", "surface", "sunken", "accent_soft")),
    ("text", ("good_soft", "warn_soft", "bad_soft")),
    ("muted", ("ground", "surface", "sunken", "accent_soft")),
    ("disabled", ("ground", "surface", "sunken")),
    ("on_accent", ("accent", "accent_dark", "good", "bad")),
    ("accent", ("ground", "surface", "accent_soft")),
    ("accent_dark", ("ground", "surface", "accent_soft")),
    ("good", ("ground", "surface", "good_soft")),
    ("warn", ("ground", "surface", "warn_soft")),
    ("bad", ("ground", "surface", "bad_soft")),
    ("surface", ("text",)),
]
SIGNS = [
    ("line_strong", ("ground", "surface")),
    ("accent", ("ground", "surface", "sunken")),
    ("handle", ("ground", "surface")),
]


@pytest.fixture
def chosen(qapp: QApplication, tmp_path: Path) -> Iterator[tuple[Look, Path]]:
    """The application's look over settings of this test's own; put back afterwards."""
    delete(look())
    made = Look(qapp, load_settings(data_dir=tmp_path))
    yield made, tmp_path
    if isValid(made):
        delete(made)
    Look(qapp, load_settings(data_dir=tmp_path / "lain"))


@pytest.mark.parametrize("name", SETS)
def test_words_stand_out_from_every_ground(name: str) -> None:
    shades, least = SETS[name]
    weak = [
        (word, ground, round(contrast(getattr(shades, word), getattr(shades, ground)), 2))
        for word, grounds in TEXTS
        for ground in grounds
        if contrast(getattr(shades, word), getattr(shades, ground)) < least
    ]
    assert weak == []


@pytest.mark.parametrize("name", SETS)
def test_signs_frames_and_focus_rings_stand_out(name: str) -> None:
    shades, _ = SETS[name]
    weak = [
        (sign, ground)
        for sign, grounds in SIGNS
        for ground in grounds
        if contrast(getattr(shades, sign), getattr(shades, ground)) < 3
    ]
    assert weak == []


@pytest.mark.parametrize(
    ("end", "shades"), [("", LIGHT), ("-dark", DARK), ("-contrast", CONTRAST)]
)
def test_icons_of_the_style_sheet_are_drawn_for_their_theme(end: str, shades: Colours) -> None:
    icons = load_settings().resources_dir / "icons"
    for name, ground in (
        ("chevron-down", "surface"),
        ("chevron-up", "surface"),
        ("tick", "accent"),
    ):
        svg = (icons / f"{name}{end}.svg").read_text(encoding="utf-8")
        stroke = svg.partition('stroke="')[2][:7]
        assert contrast(stroke, getattr(shades, ground)) >= 4.5


def test_a_colour_is_looked_up_again_by_its_task(chosen: tuple[Look, Path]) -> None:
    shade = colours().bad
    assert (live(shade), live("#123456")) == (LIGHT.bad, "#123456")
    chosen[0].choose(theme=Theme.DARK)
    assert live(shade) == DARK.bad
    assert {live(getattr(LIGHT, one.name)) for one in fields(LIGHT)} == {
        getattr(DARK, one.name) for one in fields(DARK)
    }


def test_open_windows_wear_a_theme_at_once(qtbot, chosen: tuple[Look, Path]) -> None:
    window, dialog = QDialog(), QDialog()
    for one in (window, dialog):
        qtbot.addWidget(one)
        one.resize(200, 80)
        one.show()
    picture = Picture("check", colours().good, size=32)
    dialog.setLayout(QVBoxLayout())
    dialog.layout().addWidget(picture)
    for theme, shades in ((Theme.DARK, DARK), (Theme.CONTRAST, CONTRAST), (Theme.LIGHT, LIGHT)):
        chosen[0].choose(theme=theme)
        for one in (window, dialog):
            assert one.grab().toImage().pixelColor(4, 4).name().upper() == shades.ground
        assert shades.good in _colours_of(picture.pixmap())
        drawn = icon("check", shades.bad).pixmap(32, 32)
        assert shades.bad in _colours_of(drawn)


def test_an_icon_in_a_button_follows_the_theme(qtbot, chosen: tuple[Look, Path]) -> None:
    control = button("Simpan", glyph="save", kind="primary")
    qtbot.addWidget(control)
    before = _colours_of(control.icon().pixmap(16, 16))
    chosen[0].choose(theme=Theme.DARK)
    assert LIGHT.on_accent in before
    assert DARK.on_accent in _colours_of(control.icon().pixmap(16, 16))


def test_text_grows_everywhere_and_comes_back(qtbot, chosen: tuple[Look, Path]) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    title, line = label("Judul", size=1.6, bold=True), QLineEdit()
    control = button("Simpan", glyph="save")
    table = RecordTable([Column[str]("Nama", str, width=100)], name="Contoh", row_height=40)
    sized(line, max_width=200)
    layout = QVBoxLayout(dialog)
    for part in (title, line, control, table):
        layout.addWidget(part)
    dialog.show()

    def measures() -> list[float]:
        return [
            round(title.font().pointSizeF(), 2),
            round(control.font().pointSizeF(), 2),
            line.maximumWidth(),
            control.iconSize().width(),
            table.verticalHeader().defaultSectionSize(),
            table.columnWidth(0),
            px(10),
        ]

    usual = measures()
    chosen[0].choose(text_size=200)
    assert measures() == [2 * one for one in usual]
    chosen[0].choose(text_size=100)
    assert measures() == usual


def test_a_theme_leaves_the_columns_as_a_person_pulled_them(qtbot, chosen) -> None:
    table = RecordTable([Column[str]("Nama", str, width=100)], name="Contoh")
    qtbot.addWidget(table)
    table.setColumnWidth(0, 170)
    chosen[0].choose(theme=Theme.DARK)
    assert table.columnWidth(0) == 170


def test_the_choice_is_remembered_and_leaves_the_rest_of_the_file(chosen) -> None:
    worn, folder = chosen
    (folder / "setelan.toml").write_text('language = "en"\n', encoding="utf-8")
    worn.choose(theme=Theme.CONTRAST, text_size=130)
    again = load_settings(data_dir=folder)
    assert (again.theme, again.text_size, again.language) == (Theme.CONTRAST, 130, "en")


def test_what_cannot_be_remembered_is_worn_and_told(qtbot, chosen) -> None:
    worn, folder = chosen
    panel = AppearancePanel(worn)
    qtbot.addWidget(panel)
    (folder / "setelan.toml").mkdir()
    panel.themes[Theme.DARK].click()
    assert colours() is DARK
    assert "tidak dapat dicatat" in panel.note.text()
    (folder / "setelan.toml").rmdir()
    panel.larger.click()
    assert panel.note.isHidden()
    assert load_settings(data_dir=folder).text_size == 110


def test_size_keys_work_in_every_window_that_has_the_focus(qtbot, chosen) -> None:
    worn, _ = chosen
    dialog = QDialog()
    qtbot.addWidget(dialog)
    line = QLineEdit(dialog)
    dialog.show()
    dialog.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    control = Qt.KeyboardModifier.ControlModifier
    for key, size in (
        (Qt.Key.Key_Plus, 110),
        (Qt.Key.Key_Equal, 120),
        (Qt.Key.Key_Minus, 110),
        (Qt.Key.Key_0, 100),
    ):
        qtbot.keyClick(line, key, control)
        assert worn.text_size == size


def test_a_look_before_the_last_is_gone_at_once(qtbot, chosen) -> None:
    before = chosen[0]
    make_application(load_settings(data_dir=chosen[1]))
    assert not isValid(before)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    line = QLineEdit(dialog)
    dialog.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClick(line, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert look().text_size == 110
    delete(look())


def test_sizes_end_at_their_bounds_and_the_buttons_say_so(qtbot, chosen) -> None:
    worn, _ = chosen
    panel = AppearancePanel(worn)
    qtbot.addWidget(panel)
    worn.choose(text_size=900)
    assert (worn.text_size, panel.larger.isEnabled(), panel.percent.text()) == (
        200,
        False,
        "200 %",
    )
    assert panel.larger.toolTip() == "Huruf paling besar 200 %."
    panel.usual.click()
    worn.reduce()
    worn.reduce()
    assert (worn.text_size, panel.smaller.isEnabled()) == (90, False)


@pytest.mark.parametrize(
    ("scheme", "contrasting", "theme"),
    [
        (Qt.ColorScheme.Unknown, False, Theme.LIGHT),
        (Qt.ColorScheme.Light, False, Theme.LIGHT),
        (Qt.ColorScheme.Dark, False, Theme.DARK),
        (Qt.ColorScheme.Light, True, Theme.CONTRAST),
        (Qt.ColorScheme.Dark, True, Theme.CONTRAST),
    ],
)
def test_the_setting_of_the_computer_leads_to_a_theme(scheme, contrasting, theme) -> None:
    preference = Qt.ContrastPreference
    wish = preference.HighContrast if contrasting else preference.NoPreference
    assert theme_of(scheme, wish) is theme


def test_the_system_is_followed_only_while_that_is_chosen(qapp: QApplication, chosen) -> None:
    delete(chosen[0])
    told = [Theme.LIGHT]
    settings: Settings = load_settings(data_dir=chosen[1])
    follower = Look(qapp, settings, of_system=lambda: told[0])
    assert colours() is LIGHT
    told[0] = Theme.DARK
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert colours() is DARK
    follower.choose(theme=Theme.LIGHT)
    told[0] = Theme.CONTRAST
    qapp.styleHints().accessibility().contrastPreferenceChanged.emit(
        Qt.ContrastPreference.HighContrast
    )
    assert colours() is LIGHT
    delete(follower)


def test_without_an_application_dressed_there_is_no_look(chosen: tuple[Look, Path]) -> None:
    delete(chosen[0])
    with pytest.raises(LookupError):
        look()


def _colours_of(pixmap) -> set[str]:
    image = pixmap.toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
