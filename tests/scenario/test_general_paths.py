"""Wildcards, `//` and the axes of siblings in forms: followed like any other path."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.scenario.dsl import opened, refused, scenario
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import FormDefinitionError, Ref, ViolationKind
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


RUNNING = """
| survey |
|        | type         | name     | label    | calculation                                  |
|        | begin repeat | bulan    | Bulan    |                                              |
|        | integer      | nilai    | Nilai    |                                              |
|        | calculate    | jumlah   |          | sum(../preceding-sibling::bulan/nilai) + ../nilai |
|        | calculate    | sisa     |          | sum(../following-sibling::bulan/nilai)       |
|        | end repeat   |          |          |                                              |
"""


def test_running_totals() -> None:
    told = scenario(RUNNING).answer("/data/bulan[1]/nilai", 5)
    for key, value in (("b", 7), ("c", 11)):
        told.add("/data/bulan", key).answer(f"/data/bulan[{key}]/nilai", value)
    (
        told.expect("/data/bulan[1]/jumlah", 5)
        .expect("/data/bulan[b]/jumlah", 12)
        .expect("/data/bulan[c]/jumlah", 23)
        .expect("/data/bulan[1]/sisa", 18)
        .answer("/data/bulan[1]/nilai", 100)
        .expect("/data/bulan[c]/jumlah", 118)
        .move("/data/bulan[c]", 1)
        .expect("/data/bulan[c]/jumlah", 11)
        .expect("/data/bulan[b]/jumlah", 118)
        .expect("/data/bulan[c]/sisa", 107)
        .remove("/data/bulan[1]")
        .expect("/data/bulan[b]/jumlah", 18)
        .undo()
        .expect("/data/bulan[b]/jumlah", 118)
    )


def test_running_totals_over_the_total_before() -> None:
    own = RUNNING.replace("bulan/nilai) + ../nilai |", "bulan[1]/jumlah) + ../nilai |")
    told = scenario(own).answer("/data/bulan[1]/nilai", 5)
    for key in range(2, 30):
        told.add("/data/bulan", f"b{key}").answer(f"/data/bulan[b{key}]/nilai", key)
    (
        told.expect("/data/bulan[b29]/jumlah", 5 + sum(range(2, 30)))
        .answer("/data/bulan[1]/nilai", 100)
        .expect("/data/bulan[b29]/jumlah", 100 + sum(range(2, 30)))
        .remove("/data/bulan[b2]")
        .expect("/data/bulan[b29]/jumlah", 100 + sum(range(3, 30)))
    )


@pytest.mark.parametrize("backend", Backend)
def test_paths_above_the_root_come_down_again(backend: Backend) -> None:
    text = xform(
        "<a/><g><b/></g><c/>",
        model='<bind nodeset="/data/g/b" calculate="../../../data/a + 1"/>'
        '<bind nodeset="/data/c" calculate="../../../data/a"/>',
        body='<input ref="/data/a"/>',
    )
    session = new_session(read_xform(text, backend=backend))
    session.set_value(Ref("/data/a"), "4")
    assert session.node(Ref("/data/g/b")).value == "5"
    assert session.node(Ref("/data/c")).value == ""


PLACES = """<r jr:template=""><n/><k/></r><r><n/><k/></r><g><s jr:template=""><n/><k/></s><s><n/>
<k/></s></g><lain><k/></lain><p/>"""


def chosen(nodeset: str, value: str = "k", label: str = "n") -> str:
    body = "".join(
        f'<repeat nodeset="{ref}"><input ref="{ref}/n"/><input ref="{ref}/k"/></repeat>'
        for ref in ("/data/r", "/data/g/s")
    )
    return xform(
        PLACES,
        model='<bind nodeset="/data/g" relevant="/data/lain/k != \'x\'"/>',
        body=f'<input ref="/data/lain/k"/>{body}<select1 ref="/data/p"><itemset '
        f'nodeset="{nodeset}"><value ref="{value}"/><label ref="{label}"/></itemset></select1>',
    )


@pytest.mark.parametrize(
    "nodeset",
    [
        "//r | //s",
        "//*[n]",
        "(/data/r | /data/g/s)[k != '']",
        "../lain/preceding-sibling::*/descendant-or-self::*[n]",
        "randomize(//r | //s, 3)",
        "//k/..[n]",
    ],
)
def test_choices_from_nodes_that_a_general_path_reaches(nodeset: str) -> None:
    told = opened(chosen(nodeset))
    for ref, code, name in (("/data/r[1]", "a", "Ani"), ("/data/g/s[1]", "b", "Budi")):
        told.answer(f"{ref}/k", code).answer(f"{ref}/n", name)
    assert sorted(choice.label for choice in told.node("/data/p").choices) == ["Ani", "Budi"]
    told.answer("/data/p", "b").answer("/data/g/s[1]/n", "Bela")
    assert sorted(choice.label for choice in told.node("/data/p").choices) == ["Ani", "Bela"]
    told.answer("/data/lain/k", "x").expect_choices("/data/p", "a").expect("/data/p", "")


def test_a_question_can_be_its_own_choice() -> None:
    (
        opened(chosen("//n[. != '']", ".", "."))
        .answer("/data/r[1]/n", "Ani")
        .expect_choices("/data/p", "Ani")
        .answer("/data/g/s[1]/n", "Budi")
        .expect_choices("/data/p", "Ani", "Budi")
    )


@pytest.mark.parametrize(
    ("nodeset", "says"),
    [
        ("//tidak", "tidak ditemukan"),
        ("//g | /data", "tidak ditemukan"),
        ("1 + 1", "jalur ke simpul"),
    ],
)
def test_choices_without_a_value_are_told(nodeset: str, says: str) -> None:
    with pytest.raises(FormDefinitionError) as caught:
        read_xform(chosen(nodeset))
    assert any(says in message.message for message in caught.value.messages)


def test_choices_may_hold_their_values_in_different_places() -> None:
    text = xform(
        "<a><k>1</k></a><b><n/><k>2</k></b><p/>",
        body='<select1 ref="/data/p"><itemset nodeset="/data/a | /data/b"><value ref="k"/>'
        '<label ref="k"/></itemset></select1>',
    )
    opened(text).expect_choices("/data/p", "1", "2")


def test_a_text_that_doubles_is_blank_and_says_so() -> None:
    names = [f"x{n}" for n in range(24)]
    binds = "".join(
        f'<bind nodeset="/data/{name}" calculate="concat(../{before}, ../{before})"/>'
        for before, name in pairwise(["a", *names])
    )
    told = opened(
        xform(
            "<a/>" + "".join(f"<{name}/>" for name in names),
            model=binds,
            body='<input ref="/data/a"/>',
        )
    )
    told.answer("/data/a", "a" * 16)
    assert len(told.node("/data/x14").value) == 16 << 15
    told.expect("/data/x15", "").expect("/data/x23", "")
    told.expect_violation(
        "/data/x15",
        ViolationKind.TYPE,
        "Hasil hitungan ini lebih panjang dari 1.000.000 huruf, maka dikosongkan; "
        "beri tahu pembuat formulir.",
    )
    told.answer("/data/a", "a").expect_valid("/data/x15").clear("/data/a")
    told.expect("/data/x15", "").expect_valid("/data/x15")
    told.answer("/data/a", "a" * 16).clear("/data/a").expect_valid("/data/x15")


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
