"""Circles that come to rest: counts that follow from their last instance, running totals."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

import pytest
from tests.scenario.dsl import opened, refused, scenario
from tests.unit.formengine.xform_text import messages, xform

ANOTHER = """
| survey |
|        | type               | name    | label        | calculation | repeat_count |
|        | calculate          | banyak  |              | if(count(${anak}) = 0 or ${anak}[position() = count(${anak})]/lagi = 'ya', count(${anak}) + 1, count(${anak})) | |
|        | begin repeat       | anak    | Anak         |             | ${banyak}    |
|        | text               | lagi    | Ada lagi?    |             |              |
|        | end repeat         |         |              |             |              |
"""


def test_an_answer_in_the_last_instance_adds_another() -> None:
    (
        scenario(ANOTHER)
        .expect_instances("/data/anak", "1")
        .answer("/data/anak[1]/lagi", "ya")
        .expect_instances("/data/anak", "1", "2")
        .answer("/data/anak[2]/lagi", "ya")
        .answer("/data/anak[3]/lagi", "tidak")
        .expect_instances("/data/anak", "1", "2", "3")
        .expect("/data/banyak", 3)
    )


def test_each_outer_instance_counts_its_own_inner_ones() -> None:
    (
        opened(
            xform(
                "<o><n/><t/><i><lagi/></i></o>",
                model='<bind nodeset="/data/o/n" type="int" calculate="count(../i)"/>'
                '<bind nodeset="/data/o/t" type="int" calculate="if(../n = 0 or '
                "../i[position() = ../n]/lagi = 'ya', ../n + 1, ../n)\"/>",
                body='<repeat nodeset="/data/o"><repeat nodeset="/data/o/i" jr:count="../t">'
                '<input ref="/data/o/i/lagi"/></repeat></repeat>',
            )
        )
        .add("/data/o", "b")
        .answer("/data/o[b]/i[1]/lagi", "ya")
        .expect_instances("/data/o[1]/i", "1")
        .expect_instances("/data/o[b]/i", "1", "2")
    )


RUNNING = """
| survey |
|        | type         | name   | label  | calculation |
|        | begin repeat | beli   | Beli   |             |
|        | integer      | harga  | Harga  |             |
|        | calculate    | jumlah |        | coalesce(${harga}, 0) + coalesce(indexed-repeat(${jumlah}, ${beli}, position(..) - 1), 0) |
|        | end repeat   |        |        |             |
"""


def test_a_running_total_looks_back_at_the_instance_before() -> None:
    (
        scenario(RUNNING)
        .answer("/data/beli[1]/harga", 5)
        .add("/data/beli", "b")
        .answer("/data/beli[b]/harga", 7)
        .add("/data/beli", "c")
        .answer("/data/beli[c]/harga", 1)
        .expect("/data/beli[c]/jumlah", 13)
        .answer("/data/beli[1]/harga", 10)
        .expect("/data/beli[c]/jumlah", 18)
        .remove("/data/beli[b]")
        .expect("/data/beli[c]/jumlah", 11)
    )


def test_a_running_total_may_go_through_another_question() -> None:
    (
        opened(
            xform(
                "<r><x>1</x><lalu/><kini/></r>",
                model='<bind nodeset="/data/r/lalu" '
                'calculate="/data/r[position() = position(current()/..) - 1]/kini"/>'
                '<bind nodeset="/data/r/kini" calculate="../x + coalesce(../lalu, 0)"/>',
                body='<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
            )
        )
        .add("/data/r", "b")
        .answer("/data/r[b]/x", 4)
        .expect("/data/r[b]/kini", 5)
        .answer("/data/r[1]/x", 2)
        .expect("/data/r[b]/kini", 6)
    )


def test_a_loop_that_never_rests_is_stopped() -> None:
    told = opened(
        xform(
            "<r><x/><y/></r>",
            model='<bind nodeset="/data/r/x" calculate="'
            'coalesce(/data/r[position() &gt; 0]/x, 0) + 1"/>',
            body='<repeat nodeset="/data/r"><input ref="/data/r/y"/></repeat>',
        )
    )
    assert 0 < int(told.node("/data/r[1]/x").value) <= 2_000


@pytest.mark.parametrize("calculation", ["sum(${jumlah})", "${jumlah} + 1"])
def test_a_total_over_itself_is_refused(calculation: str) -> None:
    told = refused(
        f"""
        | survey |
        |        | type         | name   | label | calculation   |
        |        | begin repeat | beli   | Beli  |               |
        |        | calculate    | jumlah |       | {calculation} |
        |        | text         | nama   | Nama  |               |
        |        | end repeat   |        |       |               |
        """
    )
    assert any("melingkar" in sentence for sentence in told)


def test_relevances_that_depend_on_each_other_are_refused() -> None:
    model = (
        '<bind nodeset="/data/a" relevant="/data/b = 1"/>'
        '<bind nodeset="/data/b" relevant="/data/a = 1"/>'
    )
    body = '<input ref="/data/a"/><input ref="/data/b"/>'
    assert "melingkar" in messages(xform("<a/><b/>", model=model, body=body))[0]
