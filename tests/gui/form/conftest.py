"""A form with every type of question, a disk that can be slow or full, and a form on the screen."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping

import pytest
from pytestqt.qtbot import QtBot
from tests.gui.form.media import Sheet, a_sheet
from tests.scenario.dsl import scenario

from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import DatabaseBusyError
from bina_desktop.formengine.client import Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs

EVERYTHING = """
| survey |
|        | type                  | name      | label::Indonesia (id)   | label::English (en) | hint::Indonesia (id) | guidance_hint::Indonesia (id) | required | constraint | constraint_message::Indonesia (id) | relevant | appearance | readonly | default | calculation |
|        | begin group           | satu      | Bagian **satu**         | Part one            |           |            |     |            |                       |                 |               |     |   |  |
|        | text                  | nama      | Nama                    | Name                | Nama lengkap | Seperti pada KTP. | yes |            |                       |                 |               |     |   |  |
|        | integer               | umur      | Umur                    | Age                 |           |            |     | . < 100    | Umur di bawah 100.    |                 |               |     |   |  |
|        | decimal               | berat     | Berat                   | Weight              |           |            |     |            |                       |                 |               |     |   |  |
|        | integer               | penduduk  | Penduduk                | Inhabitants         |           |            |     |            |                       |                 | thousands-sep |     |   |  |
|        | date                  | lahir     | Tanggal lahir           | Date of birth       |           |            |     |            |                       |                 |               |     |   |  |
|        | text                  | alamat    | Alamat                  | Address             |           |            |     |            |                       |                 | multiline     |     |   |  |
|        | text                  | nomor     | Nomor                   | Number              |           |            |     |            |                       |                 |               | yes | 7 |  |
|        | end group             |           |                         |                     |           |            |     |            |                       |                 |               |     |   |  |
|        | begin group           | dua       | Bagian dua              | Part two            |           |            |     |            |                       |                 |               |     |   |  |
|        | begin group           | a1        | A1                      | A1                  |           |            |     |            |                       |                 |               |     |   |  |
|        | select_one skor       | skor      | Skor                    | Score               |           |            | yes |            |                       |                 |               |     |   |  |
|        | text                  | bukti     | Bukti                   | Evidence            |           |            |     |            |                       | ${skor} = '5'   |               |     |   |  |
|        | end group             |           |                         |                     |           |            |     |            |                       |                 |               |     |   |  |
|        | select_one setuju     | likert    | Setuju?                 | Agree?              |           |            |     |            |                       |                 | likert        |     |   |  |
|        | select_one kota       | kota      | Kota                    | City                |           |            |     |            |                       |                 | minimal       |     |   |  |
|        | select_multiple kota  | pernah    | Pernah ke               | Been to             |           |            |     |            |                       |                 |               |     |   |  |
|        | acknowledge           | paham     | Saya paham              | I understand        |           |            |     |            |                       |                 |               |     |   |  |
|        | note                  | catatan   | Skor ${skor} *penting*  | Score ${skor}       |           |            |     |            |                       |                 |               |     |   |  |
|        | end group             |           |                         |                     |           |            |     |            |                       |                 |               |     |   |  |
|        | begin repeat          | anak      | Anak                    | Child               |           |            |     |            |                       |                 |               |     |   |  |
|        | text                  | panggilan | Panggilan               | Nickname            |           |            |     |            |                       |                 |               |     |   |  |
|        | end repeat            |           |                         |                     |           |            |     |            |                       |                 |               |     |   |  |
|        | begin group           | tiga      | Bagian tiga             | Part three          |           |            |     |            |                       | ${umur} > 17    |               |     |   |  |
|        | text                  | kerja     | Pekerjaan               | Work                |           |            |     |            |                       |                 |               |     |   |  |
|        | end group             |           |                         |                     |           |            |     |            |                       |                 |               |     |   |  |
| choices |
|        | list_name | name | label::Indonesia (id)                       | label::English (en) |
|        | skor      | 3    | 3 – Cukup: sebagian besar standar terpenuhi | 3 – Fair: most of the standard |
|        | skor      | 4    | 4 – Baik: seluruh standar terpenuhi         | 4 – Good: the whole standard   |
|        | skor      | 5    | 5 – Sangat Baik: melampaui standar          | 5 – Very Good: exceeds it      |
|        | skor      | tb   | TB – Tidak berlaku                          | TB – Not applicable            |
|        | setuju    | 1    | Tidak Setuju                                | Disagree |
|        | setuju    | 2    | Setuju                                      | Agree    |
|        | kota      | bkl  | Kota Bengkulu                               | Bengkulu |
|        | kota      | slm  | Kabupaten Seluma                            | Seluma   |
|        | kota      | mkm  | Kabupaten Mukomuko                          | Mukomuko |
"""

SCORED = """
| survey |
|        | type              | name    | label | required | calculation                 | bind::bina:peran | bind::bina:aspek |
|        | begin group       | aspek_a | A     |          |                             | aspek            | A                |
|        | select_one skor   | a1      | A1    | yes      |                             | skor             | A                |
|        | select_one skor   | a2      | A2    | yes      |                             | skor             | A                |
|        | end group         |         |       |          |                             |                  |                  |
|        | begin group       | hasil   | Hasil |          |                             |                  |                  |
|        | calculate         | n       |       |          | (${a1} > 0) + (${a2} > 0)   | bobot_dinilai    |                  |
|        | calculate         | b       |       |          | 2                           | bobot_berlaku    |                  |
|        | calculate         | na      |       |          | if(${n} > 0, 25 + 15 * (coalesce(${a1}, 0) + coalesce(${a2}, 0)) div ${n}, '') | nilai_akhir | |
|        | calculate         | aa      |       |          | ${na}                       | nilai_aspek      | A                |
|        | calculate         | p       |       |          | if(${na} >= 76, 'Baik', 'Cukup') | predikat    |                  |
|        | note              | x       | Hasil |          |                             |                  |                  |
|        | end group         |         |       |          |                             |                  |                  |
| choices |
|        | list_name | name | label      |
|        | skor      | 3    | 3 – Cukup  |
|        | skor      | 4    | 4 – Baik   |
| settings |
|        | form_title | namespaces |
|        | Nilai      | bina="https://example.org/bina" |
"""


class Disk:
    """Where answers go; may be held back, and may refuse."""

    def __init__(self) -> None:
        self.batches: list[tuple[dict[str, str], str]] = []
        self.full = False
        self.broken = False
        self._free = threading.Event()
        self._free.set()

    def hold(self) -> None:
        self._free.clear()

    def release(self) -> None:
        self._free.set()

    def record(self, answers: Mapping[str, str], position: str) -> Changes:
        self._free.wait(timeout=20)
        if self.full:
            raise DatabaseBusyError("Penyimpanan penuh.")
        if self.broken:
            raise ZeroDivisionError
        self.batches.append((dict(answers), position))
        return Changes.of(Topic.LEMBAR)

    @property
    def answers(self) -> dict[str, str]:
        """Everything stored, the newest of each."""
        stored: dict[str, str] = {}
        for batch, _ in self.batches:
            stored |= batch
        return stored


@pytest.fixture
def disk(jobs: Jobs) -> Iterator[Disk]:
    del jobs  # ends after the disk lets go
    made = Disk()
    yield made
    made.release()


@pytest.fixture
def session() -> Session:
    return scenario(EVERYTHING).session


@pytest.fixture
def controller(session: Session, jobs: Jobs, disk: Disk) -> FormController:
    return FormController(session, jobs, record=disk.record)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[FormController], FormView]:
    """Put a form on the screen, as wide as a small laptop's."""

    def on_screen(controller: FormController) -> FormView:
        view = FormView(controller)
        qtbot.addWidget(view)
        view.resize(900, 600)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        view.show_section(0)
        return view

    return on_screen


@pytest.fixture
def view(controller: FormController, show: Callable[[FormController], FormView]) -> FormView:
    return show(controller)


@pytest.fixture
def show_sheet(qtbot: QtBot, jobs: Jobs) -> Callable[..., Sheet]:
    def on_screen(**how: object) -> Sheet:
        made = a_sheet(jobs, **how)  # type: ignore[arg-type]
        made.qtbot = qtbot
        qtbot.addWidget(made.entry)
        made.entry.resize(1100, 700)
        with qtbot.waitExposed(made.entry):
            made.entry.show()
        made.entry.activateWindow()
        made.entry.begin()
        made.settle()
        return made

    return on_screen


@pytest.fixture
def sheet(show_sheet: Callable[..., Sheet]) -> Sheet:
    return show_sheet()
