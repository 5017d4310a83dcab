"""A form from its snapshot is the form; where a snapshot is wrong, the form is read anew."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.engine import forms
from tests.scenario.snapshots import differences, kept
from tests.unit.formengine.definition.snapshots_at_hand import HAND_MADE, the_snapshot
from tests.unit.formengine.instance.test_session_machine import FORM, state
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import NodeKind, ReadonlyNodeError
from bina_desktop.formengine.definition import snapshot_files
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.from_xlsform import convert
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.definition.packing import Packer, UnfitError
from bina_desktop.formengine.definition.snapshot import from_text, to_text
from bina_desktop.formengine.definition.snapshot_files import keep, recalled, snapshot_path
from bina_desktop.formengine.engine import load_form, new_session
from bina_desktop.formengine.instance.environment import Clock
from bina_desktop.formengine.xpath.compiler import STENCILS, Backend

ANSWERS = ["", "0", "1", "2", "3", "17", "yes", "no", "a", "b", "a1", "a1 b1", "x", "2026-03-04"]
ANSWERED = (NodeKind.INPUT, NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE)


@pytest.fixture(scope="module")
def clock() -> Clock:
    from tests.scenario.dsl import NOON

    return lambda: NOON


def walked(form: FormDefinition, seed: int, clock: Clock) -> list[Any]:
    """Return what is seen on a random walk through a form."""
    chance = Random(seed)
    session = new_session(form, clock=clock, instance_id="x")
    seen: list[Any] = [state(session)]
    for _ in range(30):
        nodes = [node for node in session.walk() if node.relevant]
        node = chance.choice(nodes)
        if node.kind is NodeKind.REPEAT:
            with suppress(ReadonlyNodeError):  # the form may compute how many there are
                seen.append(session.add_repeat(node.ref, key=f"k{chance.randrange(10**6)}"))
        elif not node.readonly and node.kind in (
            NodeKind.INPUT,
            NodeKind.SELECT_ONE,
            NodeKind.SELECT_MULTIPLE,
        ):
            seen.append(sorted(session.set_value(node.ref, chance.choice(ANSWERS))))
    return [*seen, state(session), session.answers(), session.validate()]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: forms.mixed(50), id="mixed"),
        pytest.param(forms.repeat, id="repeat"),
        pytest.param(lambda: forms.cascade(3), id="cascade"),
        pytest.param(lambda: forms.shipped("lembar_penilaian"), id="lembar_penilaian"),
        pytest.param(lambda: forms.shipped("skm"), id="skm"),
        pytest.param(lambda: forms.shipped("kuesioner_aparatur"), id="kuesioner_aparatur"),
        pytest.param(lambda: convert(FORM.encode(), file_type=".md").xform, id="machine"),
        pytest.param(lambda: HAND_MADE, id="by hand"),
    ],
)
def test_a_form_from_its_snapshot_is_the_form(make: Callable[[], str], clock: Clock) -> None:
    form = read_xform(make())
    STENCILS.forget()
    again = kept(form)
    assert to_text(again) == to_text(form)
    for seed in range(3):
        assert walked(again, seed, clock) == walked(form, seed, clock)


def test_the_comparison_of_forms_sees_differences() -> None:
    one, other = read_xform(xform("<a/>")), read_xform(xform("<b/>"))
    assert "form.nodes[1].name: a and b" in [*differences(one, other, "form")]
    assert [*differences(one, read_xform(xform("<a/><b/>")), "form")]


def test_a_form_that_was_compiled_by_hand_is_not_kept(tmp_path: Path) -> None:
    form = read_xform(HAND_MADE, backend=Backend.CLOSURES)
    with pytest.raises(UnfitError):  # the other backend would come back
        from_text(to_text(form))
    with pytest.raises(UnfitError):
        Packer().value(object())
    keep(tmp_path / "x" / "a.snapshot", form)


# --- on disk -------------------------------------------------------------------------------------


def test_a_form_is_read_once(source: Path, readings: list[str], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load_form(source, cache_dir=cache)
    second = load_form(source, cache_dir=cache)
    assert readings == ["form.xml"]
    assert next(differences(first, second, "form"), None) is None


def test_who_waits_for_a_form_may_leave_its_snapshot_to_another_load(
    source: Path, readings: list[str], tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    awaited = load_form(source, cache_dir=cache, remember=False)
    assert not cache.exists()
    assert load_form(source, cache_dir=cache).info == awaited.info
    load_form(source, cache_dir=cache, remember=False)
    assert readings == ["form.xml", "form.xml"]


def test_another_text_or_name_is_another_form(
    source: Path, readings: list[str], tmp_path: Path
) -> None:
    load_form(source, cache_dir=tmp_path)
    source.write_text(HAND_MADE.replace("satu", "dua"), encoding="utf-8")
    load_form(source, cache_dir=tmp_path)
    load_form(source.rename(tmp_path / "lain.xml"), cache_dir=tmp_path)
    assert readings == ["form.xml", "form.xml", "lain.xml"]


def test_lists_beside_the_form_are_part_of_it(readings: list[str], tmp_path: Path) -> None:
    model = '<instance id="kab" src="jr://file-csv/kab.csv"/>'
    source, media = tmp_path / "form.xml", tmp_path / "form-media"
    source.write_text(xform("<a/>", model=model), encoding="utf-8")
    media.mkdir()
    for cells in ("a,A", "b,B"):
        (media / "kab.csv").write_text(f"name,label\n{cells}\n", encoding="utf-8")
        for _ in range(2):
            form = load_form(source, cache_dir=tmp_path)
            assert form.tables[0].rows == ((*cells.split(","), ""),)
    (media / "gambar.png").write_bytes(b"x")
    load_form(source, cache_dir=tmp_path)
    (media / "gambar.png").write_bytes(b"y")
    load_form(source, cache_dir=tmp_path)
    assert len(readings) == 3


def test_another_version_of_the_program_reads_anew(
    source: Path, readings: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_form(source, cache_dir=tmp_path)
    monkeypatch.setattr(snapshot_files, "_program", lambda: "another")
    load_form(source, cache_dir=tmp_path)
    assert len(readings) == 2


def test_reading_a_snapshot_compiles_nothing(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = to_text(read_xform(HAND_MADE))
    STENCILS.forget()

    def refuse(*_given: object) -> Any:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(STENCILS, "_assemble", refuse)
        form = from_text(text)
    first, second = (
        new_session(each, clock=clock, instance_id="x") for each in (form, read_xform(HAND_MADE))
    )
    assert state(first) == state(second)


def test_a_huge_file_is_no_snapshot_and_no_form(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_form(source, cache_dir=tmp_path)
    monkeypatch.setattr(snapshot_files, "MAX_BYTES", 10)
    assert recalled(the_snapshot(tmp_path)) is None
    monkeypatch.setattr(snapshot_files, "MAX_SOURCE_BYTES", 10)
    assert snapshot_path(source, cache_dir=tmp_path, media=None) is None


def test_a_cache_that_cannot_be_written_does_not_hinder(source: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file stands where the folder should be")
    assert load_form(source, cache_dir=tmp_path / "cache").info.form_id == "uji"


def test_only_so_many_snapshots_are_kept(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot_files, "MOST", 2)
    for number in range(4):
        load_form(source.rename(tmp_path / f"f{number}.xml"), cache_dir=tmp_path / "cache")
        source = tmp_path / f"f{number}.xml"
    assert len([*(tmp_path / "cache").iterdir()]) == 2


def test_many_may_write_the_same_at_once(source: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        loaded = [*pool.map(lambda _: load_form(source, cache_dir=tmp_path), range(24))]
    assert all(next(differences(loaded[0], one, "form"), None) is None for one in loaded)
    assert recalled(the_snapshot(tmp_path)) is not None
    assert not [*tmp_path.glob("*.part")]
