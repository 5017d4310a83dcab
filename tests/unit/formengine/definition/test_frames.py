"""Groups that name no node: their label stands at the node that holds the same questions."""

from __future__ import annotations

import pytest
from tests.unit.formengine.xform_text import messages, notices, xform

from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.engine import new_session

INSTANCE = "<a/><s><b/><c/><t><d/></t></s>"
B, C, D = (f'<input ref="/data/s/{path}"/>' for path in ("b", "c", "t/d"))


def frame(inside: str, label: str = "Bagian") -> str:
    return f"<group><label>{label}</label>{inside}</group>"


def labels(body: str) -> dict[str, str]:
    form = read_xform(xform(INSTANCE, body=body))
    session = new_session(form)
    paths = ("/data/a", "/data/s", "/data/s/b", "/data/s/t", "/data/s/t/d")
    found = {path: session.node(path).label for path in paths}
    return {path: label for path, label in found.items() if label}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (frame(B + C), "/data/s"),
        (frame(B + C + D), "/data/s"),
        (frame(B), "/data/s"),
        (B + C + frame(D), "/data/s/t"),
        (frame(f'<group ref="/data/s">{B}{C}</group>'), "/data/s"),
        (f'<group ref="/data/s">{B}{frame(D)}</group>', "/data/s/t"),
        (frame(f"<group>{B}{C}</group>"), "/data/s"),
    ],
)
def test_the_label_stands_where_the_questions_are(body: str, path: str) -> None:
    assert labels(body) == {path: "Bagian"}
    assert not notices(xform(INSTANCE, body=body))


@pytest.mark.parametrize(
    "body",
    [
        frame('<input ref="/data/a"/>'),
        frame(f'<input ref="/data/a"/>{B}'),
        frame(B) + C,
        f'<group ref="/data/s">{frame(B)}{C}</group>',
    ],
)
def test_a_label_that_no_node_can_bear_is_told(body: str) -> None:
    assert labels(body) == {}
    (told,) = notices(xform(INSTANCE, body=body))
    assert told.startswith("Judul kelompok “Bagian” tidak ditampilkan")


def test_the_groups_own_label_and_the_inner_one_come_first() -> None:
    own = f'<group ref="/data/s"><label>Sendiri</label>{B}{C}</group>'
    assert labels(frame(own)) == {"/data/s": "Sendiri"}
    assert labels(frame(frame(B + C, "Dalam"))) == {"/data/s": "Dalam"}
    assert len(notices(xform(INSTANCE, body=frame(own)))) == 1


def test_a_frame_passes_its_appearance_on() -> None:
    body = f'<group appearance="field-list">{B}{C}</group>'
    form = read_xform(xform(INSTANCE, body=body))
    (section,) = (node for node in form.nodes if node.path == "/data/s")
    assert section.presentation.group.field_list


def test_a_frame_around_nothing_is_nothing() -> None:
    assert labels(frame("")) == {}


def test_choices_without_a_label_are_refused() -> None:
    body = (
        '<select1 ref="/data/a"><itemset nodeset="instance(\'l\')/root/item">'
        '<value ref="name"/></itemset></select1>'
    )
    listed = '<instance id="l"><root><item><name>x</name></item></root></instance>'
    (told,) = messages(xform(INSTANCE, body=body, model=listed))
    assert told == "Pilihan “a” tidak mempunyai label; tambahkan <label ref=…> di dalam itemset."
