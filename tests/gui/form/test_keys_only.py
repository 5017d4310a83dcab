"""Whole forms are filled in and finalised through the window by keys alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from tests.builders import the_wilayah
from tests.conformance.outcome import DEFAULT_CASES, load_cases
from tests.conformance.pyxform_forms import FILE, attach_empty_files
from tests.gui.form.all_types import ALL_TYPES
from tests.gui.form.keys_only import KeysOnly
from tests.laptops import Laptop, a_laptop, a_lembar, a_pegawai, an_spt
from tests.scenario.dsl import compiled

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.lampiran import LampiranService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.stored_form import in_order
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.formengine.client import NodeKind
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.engine import new_session, restore_session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.form.media.attachments import Attachments
from bina_desktop.ui.jobs import Jobs

SHIPPED = ("kuesioner_aparatur", "lembar_penilaian", "skm")
SHEET = LembarId("l1")
CORPUS = (
    "test_conversion_vs_expected 1",
    "test_geo_widgets_types 1",
    "test_load_from_dump 4",
    "test_whitespace_output_permutations 1",
    "test_repeat_adding_template_and_instance_with_group 1",
    "test_survey_to_json_output 1",
    "test_unlabeled_repeat_fieldlist 1",
    "test_smart_quotes 1",
    "test_xls2xform_convert__ok 1",
    "test_conversion_vs_expected 2",
    "test_bind_constraint_message_with_reference 1",
    "test_dynamic_default_in_repeat 1",
    "test_select_one_external__choice_filter__ok 1",
    "test_select_one_external__ok 1",
    "test_group_relevant_included_in_bind 1",
    "test_output_with_translation_relative_path 1",
    "test_usage_with_other_selects 1",
    "test_many_xpath_references_do_not_hit_64_recursion_limit__one_to_one 1",
    "test_specify_other__no_translations 1",
    "test_specify_other__with_translations 1",
)
"""Forms of the open corpus with many kinds of questions: the test, and which of its forms."""
Play = Callable[[FormDefinition], KeysOnly]


@pytest.fixture
def laptop(template: Path, tmp_path: Path) -> Iterator[Laptop]:
    made = a_laptop(template, tmp_path / "laptop.db")
    with made.write() as uow:
        uow.pegawai.save(a_pegawai())
        uow.spt.save(an_spt("p1"))
        uow.lembar.save(a_lembar())
    yield made
    made.close()


@pytest.fixture
def files(tmp_path: Path) -> Iterator[QMimeData]:
    """What lies in folders of the person: a recording, a film, a letter."""
    mime = QMimeData()
    contents = {"a.mp3": b"ID3", "b.mp4": b"\0\0\0\x18ftypmp42", "c.pdf": b"%PDF-1.7\n"}
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in contents])
    yield mime
    QGuiApplication.clipboard().clear()


@pytest.fixture
def play(qtbot: QtBot, jobs: Jobs, laptop: Laptop, files: QMimeData) -> Play:
    """Open a form over a real database and let keys fill it in; compare what is stored."""
    acting = Acting(laptop.begin, laptop.clock, "Budi Santoso", "")
    lembar = LembarService(acting, FormulirService(Path("-"), Path("-")), the_wilayah())
    service = LampiranService(acting, lembar, batas=2_000_000)

    def start(form: FormDefinition) -> KeysOnly:
        controller = FormController(
            new_session(form),
            jobs,
            record=lambda answers, place: lembar.record_answers(SHEET, answers, position=place),
        )
        attachments = Attachments(service, SHEET, jobs, writable=True)
        entry = FormEntry(controller, EntryTexts("Uji tombol"), attachments=attachments)
        qtbot.addWidget(entry)
        entry.resize(1366, 768)
        with qtbot.waitExposed(entry):
            entry.show()
        entry.activateWindow()
        entry.begin()
        person = KeysOnly(entry, qtbot.waitUntil, files=files)
        person.fill()
        _compare(form, controller, laptop, person)
        return person

    return start


def _compare(
    form: FormDefinition, controller: FormController, laptop: Laptop, person: KeysOnly
) -> None:
    """What is stored is what stands there, and what a session says that was given the same."""
    with laptop.read() as uow:
        stored = in_order(uow.lembar.answers(SHEET))
    live = controller.session
    again, restored = restore_session(form, stored)
    assert not restored.unplaced
    assert again.answers() == live.answers()
    assert not again.validate()
    other = new_session(form)
    for ref, value in person.given:
        if other.node(ref).kind is not NodeKind.UPLOAD or value:
            other.set_value(ref, value)
    typed = {ref for ref, _ in person.given}
    own, others = live.answers(), other.answers()
    assert {r: own.get(r, "") for r in typed} == {r: others.get(r, "") for r in typed}
    assert typed


_SLOW = {"lembar_penilaian": pytest.mark.soak, "kuesioner_aparatur": pytest.mark.long}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[_SLOW[name]] if name in _SLOW else []) for name in SHIPPED],
)
def test_a_shipped_form_is_finished_by_keys(
    play: Play, name: str, formulir: FormulirService
) -> None:
    person = play(formulir.form(name))
    assert len(person.given) > 8


def test_a_form_of_every_type_and_appearance_is_finished_by_keys(play: Play) -> None:
    form = compiled(ALL_TYPES)
    person = play(form)
    asked = {node.ref for node in new_session(form).walk() if node.kind in _ANSWERED}
    assert len({ref for ref, _ in person.given}) >= len(asked) - 4


_ANSWERED = frozenset(NodeKind) - {
    NodeKind.ROOT,
    NodeKind.GROUP,
    NodeKind.REPEAT,
    NodeKind.REPEAT_INSTANCE,
    NodeKind.NOTE,
    NodeKind.HIDDEN,
}


@pytest.fixture(scope="module")
def corpus() -> dict[str, str]:
    if not (DEFAULT_CASES / FILE).exists():
        pytest.skip(f"the open corpus is not here: no {DEFAULT_CASES / FILE}")
    forms = load_cases(DEFAULT_CASES, FILE)["forms"]
    times: Counter[str] = Counter()
    named: dict[str, str] = {}
    for form in forms:
        test = form["test"].rpartition("::")[2]
        times[test] += 1
        named[f"{test} {times[test]}"] = form["xml"]
    return named


@pytest.mark.long
@pytest.mark.parametrize("name", CORPUS)
def test_a_form_of_the_open_corpus_is_finished_by_keys(
    play: Play, corpus: dict[str, str], name: str, tmp_path: Path
) -> None:
    attach_empty_files(corpus[name], tmp_path)
    play(read_xform(corpus[name], media=tmp_path))
