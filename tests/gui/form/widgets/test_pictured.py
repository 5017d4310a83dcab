"""Choices in a drawing and on a map, and a place put on a plane of coordinates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from tests.gui.form.conftest import Disk
from tests.gui.form.form_page import FormPage
from tests.gui.form.widgets.sections import PICTURES, line, value
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Session
from bina_desktop.ui.form.choices.feature_map import FeatureMap
from bina_desktop.ui.form.choices.plane import Place, places_of
from bina_desktop.ui.form.choices.region_picture import RegionPicture
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.pictured import Pictured, PicturedSearchMany, PicturedSearchOne
from bina_desktop.ui.form.fields.placement import PlacedPoint
from bina_desktop.ui.form.media.form_media import MediaStrip
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def laid_out(at: Callable[[int], FormPage]) -> FormPage:
    page = at(PICTURES)
    page.fields()
    QApplication.processEvents()
    assert drawing_of(page, "ruang").height() > 100
    return page


def pictured(page: FormPage, name: str) -> Pictured:
    field = page.field(name)
    assert isinstance(field, Pictured)
    return field


def drawing_of(page: FormPage, name: str) -> RegionPicture:
    picture = pictured(page, name).picture
    assert isinstance(picture, RegionPicture)
    return picture


def map_of(page: FormPage, name: str) -> FeatureMap:
    picture = pictured(page, name).picture
    assert isinstance(picture, FeatureMap)
    return picture


def spot(picture: RegionPicture | FeatureMap, choice: str) -> QPoint:
    middle = picture.middle(choice)
    assert middle is not None
    return middle.toPoint()


# --- regions of a drawing ------------------------------------------------------------------------


def test_a_click_on_a_region_chooses_it_and_hovering_names_it(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = laid_out(at)
    picture = drawing_of(page, "ruang")
    QTest.mouseMove(picture, spot(picture, "tunggu"))
    assert picture.pointed == "tunggu"
    QTest.mouseClick(picture, LEFT, pos=spot(picture, "arsip"))  # drawn transparent
    assert value(page, session, "ruang") == "arsip"
    assert page.rows("ruang") == {"loket": False, "tunggu": False, "arsip": True}
    assert "Ruang arsip" in picture.accessibleDescription()


def test_beside_the_shapes_nothing_is_chosen(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = laid_out(at)
    picture = drawing_of(page, "ruang")
    hole = spot(picture, "loket") + QPoint(0, picture.height() // 2)  # cut out of `tunggu`
    for away in (hole, QPoint(2, 2), QPoint(picture.width() - 3, 3)):
        QTest.mouseClick(picture, LEFT, pos=away)
    assert value(page, session, "ruang") == ""


def test_clicks_tick_several_regions_and_take_them_back(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = laid_out(at)
    picture = drawing_of(page, "rusak")
    for choice in ("loket", "arsip", "loket"):
        QTest.mouseClick(picture, LEFT, pos=spot(picture, choice))
    assert value(page, session, "rusak") == "arsip"


def test_the_list_is_the_way_of_keys_and_the_drawing_follows(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = laid_out(at)
    picture = drawing_of(page, "ruang")
    page.enter("ruang").press(Key.Key_Right)
    assert picture.pointed == "tunggu"
    before = picture.grab().toImage()
    page.press(Key.Key_Space)
    assert value(page, session, "ruang") == "tunggu"
    assert picture.grab().toImage() != before
    page.press(Key.Key_Return)
    assert page.here == "rusak"
    assert picture.pointed == ""


def test_the_drawing_stands_once(at: Callable[[int], FormPage]) -> None:
    assert laid_out(at).field("ruang").findChild(MediaStrip) is None


SHEET = """
| survey |
|        | type                | name    | label   | appearance | media::image |
|        | select_one kota     | hilang  | Hilang  | image-map  | hilang.svg   |
|        | select_one kota     | rusak   | Rusak   | image-map  | rusak.svg    |
|        | select_one kota     | tanpa   | Tanpa   | image-map  |              |
|        | select_multiple kota | polos  | Polos   | map        |              |
| choices |
|        | list_name | name | label            |
|        | kota      | bkl  | Kota Bengkulu    |
|        | kota      | slm  | Kabupaten Seluma |
"""


@pytest.fixture
def opened(
    jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView], tmp_path: Path
) -> Callable[..., FormPage]:
    """Show a form of this test, with a broken drawing in its folder."""

    def start(form: str, *, writable: bool = True, answers: str = "") -> FormPage:
        (tmp_path / "rusak.svg").write_text("<svg><g>", encoding="utf-8")
        session = scenario(form).session
        if answers:
            session.set_value(session.root.children[0].ref, answers)
        record = disk.record if writable else None
        made = FormController(session, jobs, record=record, media_folder=tmp_path)
        return FormPage(show(made))

    return start


def test_without_its_picture_a_select_is_a_list_that_says_why(
    opened: Callable[..., FormPage],
) -> None:
    page = opened(SHEET)
    missing = "Gambar “{}” tidak dapat ditampilkan; pilih dari daftar ini."
    assert missing.format("hilang.svg") in page.texts("hilang")
    assert missing.format("rusak.svg") in page.texts("rusak")
    assert "Gambarnya tidak dapat ditampilkan; pilih dari daftar ini." in page.texts("tanpa")
    assert "Pilihannya tidak memuat letak; pilih dari daftar ini." in page.texts("polos")
    page.enter("hilang").type("2")
    page.enter("polos").type("12")
    values = [node.value for node in page.view.controller.session.root.children[:4]]
    assert values == ["slm", "", "", "bkl slm"]


# --- places on a map -----------------------------------------------------------------------------


def test_a_click_on_a_place_chooses_it_and_goes_on(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = laid_out(at)
    picture = map_of(page, "tuju")
    QTest.mouseClick(picture, LEFT, pos=spot(picture, "dukcapil") + QPoint(4, 3))
    assert value(page, session, "tuju") == "dukcapil"
    assert page.here == "keliling"


def test_lines_and_borders_are_hit_where_they_are(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = laid_out(at)
    picture = map_of(page, "keliling")
    QTest.mouseClick(picture, LEFT, pos=spot(picture, "ratu"))
    QTest.mouseClick(picture, LEFT, pos=QPoint(6, picture.height() - 6))
    assert value(page, session, "keliling") == "ratu"
    page.enter("keliling").press(Key.Key_Left)
    assert picture.pointed == "keliling"
    page.press(Key.Key_Space)
    assert set(value(page, session, "keliling").split()) == {"ratu", "keliling"}


def test_a_map_is_moved_and_zoomed_and_shown_whole_again(
    at: Callable[[int], FormPage], session: Session
) -> None:
    picture = map_of(laid_out(at), "tuju")
    whole = spot(picture, "mpp")
    start = QPoint(picture.width() // 2, picture.height() - 20)
    QTest.mousePress(picture, LEFT, pos=start)
    QTest.mouseMove(picture, start + QPoint(30, 0))
    QTest.mouseRelease(picture, LEFT, pos=start + QPoint(30, 0))
    assert spot(picture, "mpp") == whole + QPoint(30, 0)
    assert session.node(pictured_ref(session, "tuju")).value == ""
    wheel(picture, Qt.KeyboardModifier.ControlModifier)
    closer, minus, fit = picture.findChildren(QToolButton)
    for button in (closer, minus):
        button.click()
    assert spot(picture, "mpp") != whole
    fit.click()
    assert spot(picture, "mpp") == whole


def test_the_wheel_alone_scrolls_the_page(at: Callable[[int], FormPage]) -> None:
    picture = map_of(laid_out(at), "tuju")
    before = spot(picture, "mpp")
    wheel(picture, Qt.KeyboardModifier.NoModifier)
    assert spot(picture, "mpp") == before


def wheel(widget: FeatureMap, modifier: Qt.KeyboardModifier) -> None:
    middle = QPointF(widget.rect().center())
    turned = QWheelEvent(
        *(middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, 120)),
        *(Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(widget, turned)


def pictured_ref(session: Session, name: str):
    return next(node.ref for node in session.walk() if node.name == name)


def test_choices_without_a_picture_of_their_own_are_searched_on_a_map(
    opened: Callable[..., FormPage],
) -> None:
    rows = "\n".join(
        f"| | t | p{n} | Tempat {n} | {-3.7 - n / 1000:.3f} 102.3 0 0 |" for n in range(80)
    )
    form = (
        """
| survey |
|  | type | name | label | appearance |
|  | select_one t | a | A | map |
|  | select_multiple t | b | B | map |
| choices |
|  | list_name | name | label | geometry |
"""
        + rows
    )
    page = opened(form)
    one, many = page.field("a"), page.field("b")
    assert isinstance(one, PicturedSearchOne)
    assert isinstance(many, PicturedSearchMany)
    picture = map_of(page, "a")
    QTest.mouseClick(picture, LEFT, pos=spot(picture, "p40"))
    assert one.line.text() == "Tempat 40"
    picture = map_of(page, "b")
    for choice in ("p3", "p70"):
        QTest.mouseClick(picture, LEFT, pos=spot(picture, choice))
    assert [chip.text() for chip in many.chips] == ["Tempat 3", "Tempat 70"]


def test_a_closed_sheet_shows_the_map_and_takes_no_click(opened: Callable[..., FormPage]) -> None:
    form = """
| survey |
|  | type | name | label | appearance |
|  | select_one t | a | A | map |
| choices |
|  | list_name | name | label | geometry |
|  | t | x | Sini | -3.7 102.3 0 0 |
|  | t | y | Sana | -3.8 102.4 0 0 |
"""
    page = opened(form, writable=False, answers="x")
    picture = map_of(page, "a")
    QTest.mouseClick(picture, LEFT, pos=spot(picture, "y"))
    assert page.rows("a") == {"x": True}


# --- one place -----------------------------------------------------------------------------------


def plane_of(page: FormPage) -> PlacedPoint:
    field = page.field("letak")
    assert isinstance(field, PlacedPoint)
    return field


def test_a_click_on_the_plane_is_a_typed_place(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = laid_out(at)
    plane = plane_of(page).plane
    assert plane.isVisible()  # the places of the form's own maps are landmarks
    QTest.mouseClick(plane, LEFT, pos=QPoint(100, 100))
    typed = value(page, session, "letak")
    (place,) = places_of(typed)
    assert -3.9 < place.latitude < -3.7
    assert 102.1 < place.longitude < 102.4
    assert line(page, "letak").text().startswith("-3,")


def test_arrows_move_the_place_and_plus_makes_the_step_finer(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = laid_out(at)
    field = plane_of(page)
    page.enter("letak").press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.type("-3,8 102,27").press(Key.Key_Tab)
    assert QApplication.focusWidget() is field.plane
    page.press(Key.Key_Up)
    (first,) = places_of(value(page, session, "letak"))
    page.press(Key.Key_Plus).press(Key.Key_Up)
    (second,) = places_of(value(page, session, "letak"))
    assert first.latitude > -3.8
    assert first.longitude == pytest.approx(102.27)
    assert 0 < second.latitude - first.latitude < first.latitude + 3.8
    page.press(Key.Key_Return)
    assert page.here != "letak"


def test_without_landmarks_the_plane_waits_for_a_place(opened: Callable[..., FormPage]) -> None:
    page = opened(
        """
| survey |
|  | type     | name  | label | appearance |
|  | geopoint | letak | Letak | maps       |
"""
    )
    field = plane_of(page)
    assert field.plane.isHidden()
    page.enter("letak").type("-3,8 102,27").press(Key.Key_Return)
    assert field.plane.isVisible()
    page.enter("letak").press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.type("di sana").press(Key.Key_Return)
    assert field.plane.isHidden()


@pytest.mark.parametrize("text", ["", "x y", "1", "91 0", "0 181", "nan 1", "1 2; x"])
def test_what_is_no_place_is_not_drawn(text: str) -> None:
    assert places_of(text) == ()


def test_a_line_is_its_places() -> None:
    assert places_of("1 2 0 0; 3 4") == (Place(1, 2), Place(3, 4))
