"""Files come in by every way, are shown, viewed, taken away and brought back."""

from __future__ import annotations

import struct
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from tests.gui.form.media import (
    FOTO,
    L1,
    UPLOADS,
    URAIAN,
    Sheet,
    a_file,
    a_picture,
    words,
    written,
)
from tests.scenario.dsl import scenario

from bina_desktop.domain.lampiran import Untuk
from bina_desktop.ui.form.media import pictures
from bina_desktop.ui.form.media.picture_dialog import FullView
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
BUKTI = (URAIAN, Untuk.BUKTI)


@pytest.fixture
def clipboard() -> Iterator[QMimeData]:
    mime = QMimeData()
    yield mime
    QGuiApplication.clipboard().clear()


def dropped(target, mime: QMimeData) -> None:
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)


# --- ways in -----------------------------------------------------------------------------------


def test_a_chosen_picture_is_stored_shown_and_the_answer_names_it(
    sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    QTest.keyClick(sheet.field("foto").ways[0], Key.Key_Space)
    sheet.settle()
    one = sheet.field("foto").lampiran
    assert one is not None
    assert one.nama == "ruang layanan.jpg"
    assert sheet.session.node(sheet.field("foto").ref).value == one.answer_name
    assert sheet.service.open(one.sha256) == path.read_bytes()
    with sheet.database.begin(actor="") as uow:
        assert uow.lembar.answers(L1)[FOTO] == one.answer_name
    assert sheet.session.attachments() == {FOTO: one.answer_name}


def test_a_required_picture_is_all_that_finalising_waits_for(
    sheet: Sheet, tmp_path: Path, qtbot: QtBot
) -> None:
    assert [problem.ref for problem in sheet.entry.controller.problems()] == [FOTO]
    sheet.attach("foto", a_file(tmp_path))
    with qtbot.waitSignal(sheet.entry.finalise_wished):
        sheet.entry.finalise()


def test_a_file_dropped_on_a_question_is_attached(sheet: Sheet, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(a_file(tmp_path)))])
    dropped(sheet.field("foto"), mime)
    sheet.settle()
    assert sheet.field("foto").lampiran is not None


def test_a_picture_and_a_file_are_pasted_with_the_keyboard(
    sheet: Sheet, tmp_path: Path, clipboard: QMimeData
) -> None:
    field = sheet.field("foto")
    field.focus_input()
    QGuiApplication.clipboard().setImage(a_picture())
    QTest.keyClick(field.ways[0], Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    sheet.settle()
    assert field.lampiran is not None
    assert field.lampiran.nama == "tempelan.png"
    clipboard.setUrls([QUrl.fromLocalFile(str(a_file(tmp_path)))])
    QGuiApplication.clipboard().setMimeData(clipboard)
    QTest.keyClick(field, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    sheet.settle()
    assert field.lampiran.nama == "ruang layanan.jpg"


def test_a_clipboard_without_a_file_says_so(sheet: Sheet) -> None:
    QGuiApplication.clipboard().setText("hanya kata")
    QTest.keyClick(sheet.field("foto"), Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "tidak memuat gambar" in sheet.field("foto").advice


def of_paths(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_every_dropped_file_becomes_evidence_and_a_question_takes_one(
    sheet: Sheet, tmp_path: Path
) -> None:
    files = [
        a_file(tmp_path, "besar.jpg", written(a_picture(2600, 1300))),
        a_file(tmp_path, "surat.pdf", b"%PDF-1.7"),
        a_file(tmp_path, "catatan.txt", b"kata"),
    ]
    sheet.entry.view.go_to(URAIAN)
    sheet.attachments.add_file(BUKTI, files[1])
    sheet.settle()
    dropped(sheet.evidence(), of_paths(files[0], files[2]))
    sheet.settle()
    beside = sheet.attachments.beside(URAIAN)
    assert [one.nama for one in beside] == ["besar.jpg", "catatan.txt", "surat.pdf"]
    dropped(sheet.field("foto"), of_paths(*files))
    sheet.settle()
    assert "memuat satu berkas" in words(sheet, "foto")
    assert sheet.field("foto").lampiran is None


def test_a_large_picture_nobody_answered_for_is_attached_when_the_sheet_is_left(
    sheet: Sheet, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet.attach("foto", a_file(tmp_path, data=written(a_picture(2600, 1300))))
    assert "2600" in words(sheet, "foto")
    with qtbot.waitSignal(sheet.entry.left):
        sheet.entry.leave()
    assert sheet.session.node(sheet.field("foto").ref).value
    (one,) = sheet.service.of(L1)
    assert pictures.size_of(sheet.service.open(one.sha256)).width() == 2560


# --- bad and large files -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "bad", "sentence"),
    [
        ("foto", ("surat.pdf", b"%PDF-1.7"), "hanya menerima gambar"),
        ("foto", ("rusak.gif", b"GIF89a rusak"), "tidak dapat dibuka"),
        ("foto", ("kosong.jpg", b""), "kosong"),
        ("surat", ("catatan.txt", b"kata"), "menerima: .pdf"),
        ("suara", ("x.mp3", b"ID3" + b"\0" * 3_000_000), "terlalu besar"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_and_nothing_is_stored(
    sheet: Sheet, tmp_path: Path, name: str, bad: tuple[str, bytes], sentence: str
) -> None:
    assert sheet.attach(name, a_file(tmp_path, *bad)) is None
    assert sentence in words(sheet, name)
    assert sheet.database.state.berkas == {}
    QTest.keyClick(sheet.field(name).line.close_button, Key.Key_Space)
    assert words(sheet, name) == ""


def bomb(side: int) -> bytes:
    """Return a progressive JPEG of a few hundred bytes that claims to be this wide and high."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setProgressiveScanWrite(True)
    writer.write(a_picture(64, 64))
    data = bytes(buffer.data().data())
    size = data.index(b"\xff\xc2") + 5
    return data[:size] + struct.pack(">HH", side, side) + data[size + 4 :]


def test_a_picture_that_would_fill_the_memory_is_refused_unopened(
    sheet: Sheet, tmp_path: Path
) -> None:
    assert sheet.attach("foto", a_file(tmp_path, "bom.jpg", bomb(11_000))) is None
    assert "11000 × 11000 titik" in words(sheet, "foto")
    assert pictures.thumbnail(bomb(11_000)).isNull()


def test_only_pictures_are_drawn_whatever_a_file_is_called() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert pictures.thumbnail(drawing).isNull()
    assert pictures.size_of(drawing).isEmpty()
    assert not pictures.thumbnail(written(a_picture(), "PNG")).isNull()


def test_a_bug_at_one_place_is_told_there_while_another_still_works(
    qtbot: QtBot, sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, reported = threading.Event(), []
    monkeypatch.setattr(sys, "excepthook", lambda *error: reported.append(error))
    path = a_file(tmp_path)
    whole = sheet.service.read

    def read(path: Path, *wanted):
        go.wait(20)
        return whole(path, *wanted)

    monkeypatch.setattr(sheet.service, "read", read)
    sheet.attachments.add_image((FOTO, Untuk.JAWABAN), None, "rusak")  # type: ignore[arg-type]
    sheet.attachments.add_file(BUKTI, path)
    qtbot.waitUntil(lambda: len(reported) == 1)
    qtbot.waitUntil(lambda: "kesalahan program" in words(sheet, "foto"))
    assert sheet.attachments.busy
    go.set()
    sheet.settle()


@pytest.mark.parametrize(("reduce", "longest"), [(True, 2560), (False, 2600)])
def test_a_large_picture_is_offered_to_be_reduced(
    sheet: Sheet, tmp_path: Path, reduce: bool, longest: int
) -> None:
    large = a_file(tmp_path, data=written(a_picture(2600, 1300)))
    assert sheet.attach("foto", large) is None
    assert "2600 × 1300 titik" in words(sheet, "foto")
    line = sheet.field("foto").line
    (line.reduce_button if reduce else line.keep_button).click()
    sheet.settle()
    one = sheet.field("foto").lampiran
    assert one is not None
    assert pictures.size_of(sheet.service.open(one.sha256)).width() == longest


def test_a_picture_beyond_the_cap_can_only_be_reduced(
    show_sheet: Callable[..., Sheet], tmp_path: Path
) -> None:
    sheet = show_sheet(batas=60_000)
    sheet.attach("foto", a_file(tmp_path, data=written(a_picture(2600, 1300))))
    line = sheet.field("foto").line
    assert line.reduce_button.isVisible()
    assert not line.keep_button.isVisible()


def test_the_form_may_have_pictures_reduced_without_a_word(sheet: Sheet, tmp_path: Path) -> None:
    one = sheet.attach("kecil", a_file(tmp_path))
    assert one is not None
    assert pictures.size_of(sheet.service.open(one.sha256)).width() == 400


# --- afterwards --------------------------------------------------------------------------------


def test_a_removed_picture_comes_back_by_one_button(sheet: Sheet, tmp_path: Path) -> None:
    one = sheet.attach("foto", a_file(tmp_path))
    QTest.keyClick(sheet.field("foto"), Key.Key_Delete)
    sheet.settle()
    assert sheet.session.node(sheet.field("foto").ref).value == ""
    assert "dilepas" in words(sheet, "foto")
    sheet.field("foto").line.undo_button.click()
    sheet.settle()
    assert sheet.field("foto").lampiran == one
    assert sheet.session.node(sheet.field("foto").ref).value


def test_undoing_the_answer_shows_the_former_picture(sheet: Sheet, tmp_path: Path) -> None:
    one = sheet.attach("foto", a_file(tmp_path))
    sheet.attach("foto", a_file(tmp_path, "lain.jpg", written(a_picture(100, 100))))
    sheet.entry.controller.refreshed.emit(sheet.session.undo())
    assert sheet.field("foto").lampiran == one


def test_the_full_view_zooms_saves_and_takes_its_copy_back(
    sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bina_desktop.ui.form.media import picture_dialog as module

    opened: list[Path] = []
    monkeypatch.setattr(
        module.QDesktopServices,
        "openUrl",
        lambda url: opened.append(Path(url.toLocalFile())) or True,
    )
    one = sheet.attach("foto", a_file(tmp_path))
    assert one is not None
    sheet.field("foto").view()
    sheet.settle()
    view = sheet.field("foto").findChild(FullView)
    assert isinstance(view, FullView)
    assert view.picture is not None
    fitted = view.picture.zoom
    QTest.keyClick(view, Key.Key_Plus)
    assert view.picture.zoom > fitted
    QTest.keyClick(view, Key.Key_0)
    assert view.picture.zoom == 1.0
    QTest.keyClick(view, Key.Key_F)
    assert view.picture.zoom == pytest.approx(fitted)
    view.save_to(tmp_path / "salinan.jpg")
    assert (tmp_path / "salinan.jpg").read_bytes() == sheet.service.open(one.sha256)
    view.save_to(tmp_path / "tidak ada" / "x.jpg")
    assert "tidak dapat ditulis" in view.banner.text
    view.open_elsewhere()
    assert opened[0].name == "ruang layanan.jpg"
    assert opened[0].is_file()
    view.accept()
    assert not opened[0].exists()


def test_a_closed_sheet_shows_files_and_changes_nothing(
    show_sheet: Callable[..., Sheet], sheet: Sheet, tmp_path: Path
) -> None:
    one = sheet.attach("foto", a_file(tmp_path))
    assert one is not None
    closed = show_sheet(writable=False)
    place = closed.field("foto")
    assert not place.ways[0].isVisible()
    assert "Tidak ada berkas" in place.advice
    assert closed.entry.view.attachments is not None
    assert not closed.attachments.writable


# --- evidence beside a question ----------------------------------------------------------------


def test_evidence_stands_below_its_question_and_goes_and_comes_back(
    sheet: Sheet, tmp_path: Path, qtbot: QtBot
) -> None:
    assert sheet.entry.view.go_to(URAIAN)
    (offered,) = sheet.evidence_buttons()
    sheet.attachments.add_file(BUKTI, a_file(tmp_path))
    sheet.settle()
    evidence = sheet.evidence()
    assert evidence.button is offered
    ((key, tile),) = evidence.tiles.items()
    qtbot.waitUntil(tile.isVisible)
    assert [one.id for one in sheet.service.of(L1)] == [key]
    tile.remove_button.click()
    sheet.settle()
    assert evidence.tiles == {}
    assert sheet.service.of(L1) == []
    sheet.attachments.bring_back(BUKTI)
    sheet.settle()
    assert list(evidence.tiles) == [key]
    assert sheet.session.node(sheet.field("foto").ref).value == ""


@pytest.mark.qt_log_ignore("does not support")  # the offscreen screen grabs no keyboard
def test_the_keyboard_opens_the_ways_of_evidence(sheet: Sheet) -> None:
    assert sheet.entry.view.go_to(URAIAN)
    page = sheet.entry.view.sheet
    assert page is not None
    page.add_evidence()
    menu = sheet.evidence().menu
    assert menu is not None
    assert menu.actions()[0].text() == "Pilih berkas…"
    menu.close()


def test_evidence_is_there_when_the_sheet_is_opened_again(
    sheet: Sheet, tmp_path: Path, qtbot: QtBot, jobs: Jobs
) -> None:
    from bina_desktop.ui.form.controller import FormController
    from bina_desktop.ui.form.media.attachments import Attachments
    from bina_desktop.ui.form.view import FormView

    sheet.attachments.add_file(BUKTI, a_file(tmp_path))
    sheet.settle()
    controller = FormController(scenario(UPLOADS).session, jobs, record=None)
    view = FormView(controller)
    qtbot.addWidget(view)
    view.attachments = Attachments(sheet.service, L1, jobs, writable=False, parent=view)
    view.show_section(0)
    sheet.settle()
    files = view.attachments.beside(URAIAN)
    assert [one.nama for one in files] == ["ruang layanan.jpg"]
    qtbot.waitUntil(lambda: view.attachments.pixmap(files[0]) is not None)


def test_a_file_that_never_arrived_is_said_where_it_is_missed(
    sheet: Sheet, tmp_path: Path
) -> None:
    one = sheet.attach("foto", a_file(tmp_path))
    assert one is not None
    sheet.database.state.berkas.clear()
    sheet.field("foto").view()
    sheet.settle()
    assert "tidak tersimpan di komputer ini" in words(sheet, "foto")
