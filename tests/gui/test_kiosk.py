"""The survey for respondents in a row, on a real database: round, idling, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.gui.pages.lembar_tab import SELUMA, send_out
from tests.gui.rest import rest
from tests.laptops import TRIWULAN, Laptop, a_laptop

from bina_desktop.application.actor import Acting
from bina_desktop.application.contoh import TIM, fill_sample
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.kiosk import KioskService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.journal import moment_of
from bina_desktop.domain.lembar_penilaian import FORM_SKM, StatusLembar
from bina_desktop.domain.wilayah import parse_wilayah
from bina_desktop.settings import load_settings
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.kiosk.answers import BigChoices, BigNumber, BigText
from bina_desktop.ui.kiosk.window import KioskTimes, KioskWindow
from bina_desktop.ui.look import look

LONG = KioskTimes(idle=600_000, call=600_000, thanks=600_000, lock=600_000, glance=0)


@dataclass
class Kiosk:
    """The window and what stands behind it."""

    window: KioskWindow
    lembar: LembarService
    laptop: Laptop
    jobs: Jobs
    qtbot: QtBot
    service: KioskService

    def settle(self) -> None:
        rest(self.qtbot, self.jobs)

    def start(self) -> None:
        self.qtbot.waitUntil(self.window.welcome.start.isEnabled)
        self.window.welcome.start.click()
        self.settle()

    @property
    def asked(self) -> str:
        assert self.window.interview is not None
        place = self.window.interview.place
        return self.window.interview.steps.steps[place].ref.rpartition("/")[2]

    def answer(self, text: str) -> None:
        """Answer what is asked as a person with a keyboard would, and go on."""
        before, screen = self.asked, self.window.question
        if isinstance(screen.answer, BigChoices):
            QTest.keyClicks(QApplication.focusWidget(), text)
        else:
            QTest.keyClicks(QApplication.focusWidget(), text)
            screen.next.click()
        self.qtbot.waitUntil(
            lambda: (
                self.window.interview is None
                or self.asked != before
                or not screen.next.isEnabled()
                or bool(screen.fault.text())
            )
        )

    def fill(self) -> None:
        """Answer everything up to the last question."""
        answers = {"umur": "41", "saran": ""}
        for _ in range(30):
            if self.asked == "saran":
                return
            self.answer(answers.get(self.asked, "2"))
        raise AssertionError("no end")

    def sheets(self):
        return [one for one in self.lembar.lembar(SELUMA) if one.formulir == FORM_SKM]


@pytest.fixture(scope="module")
def visited(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with a visit, made once."""
    folder = tmp_path_factory.mktemp("visited")
    laptop = a_laptop(template, folder / "filled.db")
    fill_sample(laptop.begin)
    send_out(laptop)
    laptop.close()
    return folder / "filled.db"


@pytest.fixture
def open_kiosk(
    qtbot: QtBot, jobs: Jobs, visited: Path, tmp_path: Path, formulir: FormulirService
) -> Callable[..., Kiosk]:
    laptop = a_laptop(visited, tmp_path / "laptop.db")
    resources = load_settings(data_dir=tmp_path).resources_dir
    wilayah = parse_wilayah((resources / "wilayah.csv").read_text(encoding="utf-8"))
    acting = Acting(laptop.begin, laptop.clock, TIM[0].nama, TIM[0].nip)
    lembar = LembarService(acting, formulir, wilayah)
    service = KioskService(acting, formulir, wilayah)
    opened: list[KioskWindow] = []

    def open_it(times: KioskTimes = LONG) -> Kiosk:
        visit = next(v for v in lembar.visits(TRIWULAN) if v.spt.id == SELUMA)
        window = KioskWindow(
            service, jobs, visit, is_password=lambda word: word == "benar", times=times
        )
        qtbot.addWidget(window, before_close_func=lambda w: w.hide())
        window.start()
        opened.append(window)
        kiosk = Kiosk(window, lembar, laptop, jobs, qtbot, service)
        kiosk.settle()
        return kiosk

    yield open_it
    for window in opened:
        if window.isVisible():
            window.lock.tried.emit("benar")
            qtbot.waitUntil(lambda window=window: not window.isVisible())
    rest(qtbot, jobs)
    laptop.close()


def test_respondents_follow_each_other_by_keys_alone(open_kiosk) -> None:
    kiosk = open_kiosk()
    for number in (1, 2):
        assert kiosk.window.screen_shown is kiosk.window.welcome
        kiosk.start()
        assert kiosk.asked == "jenis_kelamin"
        kiosk.fill()
        kiosk.window.question.next.click()
        kiosk.qtbot.waitUntil(lambda: kiosk.window.screen_shown is kiosk.window.thanks)
        stored = kiosk.sheets()
        assert [one.status for one in stored] == [StatusLembar.FINAL] * number
        assert "Terima kasih" in kiosk.window.thanks.text
        kiosk.window.thanks.button.click()
        kiosk.settle()


def test_the_journal_learns_the_day_and_not_the_moment(open_kiosk) -> None:
    kiosk = open_kiosk()
    known = len(kiosk.laptop.changes())
    kiosk.laptop.clock.advance(hours=5)
    kiosk.start()
    kiosk.answer("1")
    kiosk.settle()
    kiosk.window.question.back.click()
    written = kiosk.laptop.changes()[known:]
    latest = max(moment_of(change.at) for change in written)
    assert kiosk.laptop.clock.now() - latest > timedelta(hours=4)


def test_what_the_visit_knows_is_not_asked(open_kiosk) -> None:
    kiosk = open_kiosk()
    kiosk.start()
    asked = {step.ref.rpartition("/")[2] for step in kiosk.window.interview.steps.steps}
    assert not asked & {"triwulan", "tahun", "kode_wilayah", "tanggal", "jam_layanan"}
    assert {"umur", "perilaku", "saran"} <= asked


def test_nothing_is_stored_of_somebody_who_only_looked(open_kiosk) -> None:
    kiosk = open_kiosk()
    kiosk.start()
    kiosk.window.question.back.click()
    assert kiosk.window.screen_shown is kiosk.window.welcome
    kiosk.settle()
    assert kiosk.sheets() == []


def test_a_question_is_not_passed_without_an_answer(open_kiosk) -> None:
    kiosk = open_kiosk()
    kiosk.start()
    kiosk.window.question.next.click()
    assert kiosk.asked == "jenis_kelamin"
    assert kiosk.window.question.fault.text() == "Pertanyaan ini perlu dijawab dahulu."
    kiosk.answer("1")
    kiosk.answer("7")
    assert kiosk.asked == "umur"
    assert "antara 10 dan 110" in kiosk.window.question.fault.text()


def test_one_can_go_back_and_choose_otherwise(open_kiosk) -> None:
    kiosk = open_kiosk()
    kiosk.start()
    kiosk.answer("1")
    kiosk.window.question.back.click()
    answer = kiosk.window.question.answer
    assert [one.isChecked() for one in answer.choices] == [True, False]
    kiosk.answer("2")
    assert kiosk.asked == "umur"
    session = kiosk.window.interview.session
    assert "p" in session.answers().values()


def test_every_target_is_large_enough_for_a_finger(open_kiosk) -> None:
    kiosk = open_kiosk()
    kiosk.start()
    seen: set[type] = set()
    for _ in range(20):
        answer = kiosk.window.question.answer
        seen.add(type(answer))
        buttons = [kiosk.window.question.back, kiosk.window.question.next]
        if isinstance(answer, BigChoices):
            buttons += answer.choices
        kiosk.qtbot.waitUntil(
            lambda found=buttons: all(one.height() >= 64 and one.width() >= 64 for one in found)
        )
        if kiosk.asked == "saran":
            break
        kiosk.answer({"umur": "30"}.get(kiosk.asked, "1"))
    assert {BigChoices, BigNumber, BigText} <= seen


def test_digits_on_the_screen_write_a_number(open_kiosk) -> None:
    kiosk = open_kiosk()
    kiosk.start()
    kiosk.answer("1")
    answer = kiosk.window.question.answer
    assert isinstance(answer, BigNumber)
    for name in ("4", "1", "Hapus", "5"):
        answer.key(name).click()
    assert answer.line.text() == "45"


@pytest.mark.long
def test_whoever_goes_away_leaves_an_incomplete_answer_and_no_trace(open_kiosk) -> None:
    kiosk = open_kiosk(KioskTimes(idle=1_500, call=400, thanks=600_000, lock=600_000, glance=0))
    kiosk.start()
    kiosk.answer("1")
    QTest.keyClicks(QApplication.focusWidget(), "4")
    QGuiApplication.clipboard().setText("rahasia")
    kiosk.qtbot.waitUntil(lambda: kiosk.window.screen_shown is kiosk.window.call)
    assert "Masih mengisi?" in kiosk.window.call.text
    kiosk.qtbot.waitUntil(lambda: kiosk.window.screen_shown is kiosk.window.welcome)
    kiosk.settle()
    (sheet,) = kiosk.sheets()
    assert sheet.status is StatusLembar.DRAF
    assert kiosk.window.interview is None
    assert kiosk.window.question.answer is None
    assert QGuiApplication.clipboard().text() == ""
    kiosk.start()
    assert not any(one.isChecked() for one in kiosk.window.question.answer.choices)


def test_the_call_is_answered_by_going_on(open_kiosk) -> None:
    kiosk = open_kiosk(KioskTimes(idle=100, call=600_000))
    kiosk.start()
    kiosk.qtbot.waitUntil(lambda: kiosk.window.screen_shown is kiosk.window.call)
    kiosk.window.call.button.click()
    assert kiosk.window.screen_shown is kiosk.window.question
    assert kiosk.asked == "jenis_kelamin"


def test_no_key_leads_out(open_kiosk) -> None:
    kiosk = open_kiosk()
    kiosk.start()
    ctrl, alt, none = (
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.NoModifier,
    )
    for key, modifier in (
        (Qt.Key.Key_Escape, none),
        (Qt.Key.Key_F11, none),
        (Qt.Key.Key_L, ctrl),
        (Qt.Key.Key_Q, ctrl),
        (Qt.Key.Key_Plus, ctrl),
        (Qt.Key.Key_F4, alt),
    ):
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
        assert kiosk.window.isVisible()
        assert kiosk.window.screen_shown is kiosk.window.question
    assert look().text_size == 100


def test_closing_asks_for_the_password_and_a_wrong_one_is_told_kindly(open_kiosk) -> None:
    kiosk = open_kiosk()
    kiosk.start()
    kiosk.answer("1")
    assert not kiosk.window.close()
    lock = kiosk.window.lock
    assert kiosk.window.screen_shown is lock
    QTest.keyClicks(lock.password, "salah")
    QTest.keyClick(lock.password, Qt.Key.Key_Return)
    kiosk.settle()
    assert kiosk.window.isVisible()
    assert lock.fault.text().startswith("Sandi itu belum cocok.")
    lock.back.click()
    assert kiosk.window.screen_shown is kiosk.window.question
    assert kiosk.asked == "umur"
    kiosk.window.corner.click()
    assert lock.password.text() == ""
    QTest.keyClicks(lock.password, "benar")
    with kiosk.qtbot.waitSignal(kiosk.window.left):
        QTest.keyClick(lock.password, Qt.Key.Key_Return)
    assert not kiosk.window.isVisible()


def test_a_small_window_grows_again(open_kiosk) -> None:
    kiosk = open_kiosk()
    kiosk.window.showNormal()
    kiosk.qtbot.waitUntil(kiosk.window.isFullScreen)
    event = QEvent(QEvent.Type.ContextMenu)
    assert QApplication.sendEvent(kiosk.window, event)


def test_nobody_is_thanked_while_the_disk_refuses(open_kiosk, monkeypatch) -> None:
    kiosk = open_kiosk()
    kiosk.start()
    kiosk.fill()
    refuse = InvalidValueError("Cakram penuh.")

    def fail(*_args: object) -> None:
        raise refuse

    monkeypatch.setattr(kiosk.service, "finish", fail)
    kiosk.window.question.next.click()
    kiosk.settle()
    assert kiosk.window.screen_shown is kiosk.window.question
    assert "Mohon panggil petugas." in kiosk.window.question.fault.text()
    assert "Cakram penuh." in kiosk.window.question.fault.text()
    assert kiosk.window.question.next.isEnabled()


def test_english_is_chosen_for_one_respondent_only(open_kiosk) -> None:
    kiosk = open_kiosk()
    welcome = kiosk.window.welcome
    english = next(b for b in welcome.languages.buttons() if b.text() == "English")
    english.click()
    assert welcome.start.text() == "Start"
    kiosk.start()
    assert kiosk.window.interview.session.language == "English (en)"
    assert kiosk.window.question.next.text() == "Next"
    kiosk.window.question.back.click()
    assert welcome.start.text() == "Mulai"
