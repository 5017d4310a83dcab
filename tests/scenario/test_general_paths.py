"""Wildcards, `//` and the axes of siblings in forms: followed like any other path."""

from __future__ import annotations

import pytest
from tests.scenario.dsl import opened, refused, scenario
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.engine import new_session
from bina_desktop.formengine.xpath.compiler import Backend

SCORES = """
| survey |
|        | type         | name    | label   | calculation                   | relevant |
|        | begin group  | skor    | Skor    |                               |          |
|        | integer      | satu    | Satu    |                               |          |
|        | integer      | dua     | Dua     |                               | ../satu != 9 |
|        | calculate    | jumlah  |         | sum(../*)                     |          |
|        | end group    |         |         |                               |          |
|        | calculate    | terisi  |         | count(/data/skor/*[. != ''])  |          |
"""

FAMILY = """
| survey |
|        | type         | name     | label    | calculation                             |
|        | begin repeat | anggota  | Anggota  |                                         |
|        | text         | nama     | Nama     |                                         |
|        | calculate    | sebelum  |          | string(../preceding-sibling::anggota[1]/nama) |
|        | end repeat   |          |          |                                         |
|        | calculate    | semua    |          | join(' ', //nama)                       |
|        | calculate    | terakhir |          | string((//nama)[last()])                |
"""


def test_a_total_over_siblings_means_the_others() -> None:
    (
        scenario(SCORES)
        .answer("/data/skor/satu", "3")
        .expect("/data/skor/jumlah", "3")
        .answer("/data/skor/dua", "4")
        .expect("/data/skor/jumlah", "7")
        .expect("/data/terisi", "3")
        .answer("/data/skor/satu", "9")
        .expect("/data/skor/jumlah", "9")
        .expect("/data/terisi", "2")
    )


def test_instances_that_come_and_go_are_seen() -> None:
    (
        scenario(FAMILY)
        .answer("/data/anggota[1]/nama", "Ani")
        .add("/data/anggota", "b")
        .answer("/data/anggota[b]/nama", "Budi")
        .expect("/data/anggota[b]/sebelum", "Ani")
        .expect("/data/semua", "Ani Budi")
        .expect("/data/terakhir", "Budi")
        .answer("/data/anggota[1]/nama", "Citra")
        .expect("/data/anggota[b]/sebelum", "Citra")
        .remove("/data/anggota[1]")
        .expect("/data/anggota[b]/sebelum", "")
        .expect("/data/semua", "Budi")
    )


def test_two_totals_over_each_other_are_a_circle() -> None:
    row = "|        | integer      | dua     | Dua     |                               |"
    other = "|        | calculate    | dua     |         | sum(../*)                     |"
    assert any("melingkar" in sentence for sentence in refused(SCORES.replace(row, other)))


def test_a_union_is_followed() -> None:
    (
        opened(
            xform(
                "<a/><b/><c/>",
                model='<bind nodeset="/data/c" calculate="sum(/data/a | /data/b)"/>',
                body='<input ref="/data/a"/><input ref="/data/b"/>',
            )
        )
        .answer("/data/a", "1")
        .answer("/data/b", "2")
        .expect("/data/c", "3")
    )


@pytest.mark.parametrize("backend", Backend)
def test_a_whole_form_can_be_compiled_with_either_backend(backend: Backend) -> None:
    text = xform(
        "<a/><b/>",
        model='<bind nodeset="/data/b" calculate="/data/a * 2" relevant="/data/a > 1"/>',
        body='<input ref="/data/a"/>',
    )
    session = new_session(read_xform(text, backend=backend))
    session.set_value(Ref("/data/a"), "4")
    assert session.node(Ref("/data/b")).value == "8"
