"""Long totals, and what is readonly: both are kept and must follow every change."""

from __future__ import annotations

from tests.scenario.dsl import scenario

MANY = range(1, 31)
_SUM = " + ".join([f"coalesce(${{n{at}}}, 0)" for at in MANY])
_GIVEN = " + ".join([f"if(${{n{at}}} != '', 1, 0)" for at in MANY])
TOTAL = "\n".join(
    [
        "| survey |",
        "|        | type      | name | label | calculation | relevant |",
        "|        | select_one yn | ada | Ada |            |          |",
        *[f"|        | decimal   | n{at} | N{at} |            | ${{ada}} = 'ya' |" for at in MANY],
        f"|        | calculate | jumlah |       | {_SUM}      |          |",
        f"|        | calculate | isi    |       | {_GIVEN}    |          |",
        "| choices |",
        "|         | list_name | name | label |",
        "|         | yn | ya | Ya |",
        "|         | yn | tidak | Tidak |",
    ]
)


def test_a_long_total_follows_answers_relevance_and_undo() -> None:
    told = (
        scenario(TOTAL)
        .expect("/data/jumlah", "0")
        .answer("/data/ada", "ya")
        .answer("/data/n3", "0,1")
        .answer("/data/n7", "0,2")
        .expect("/data/jumlah", "0.30000000000000004")
        .expect("/data/isi", "2")
        .answer("/data/ada", "tidak")
        .expect("/data/jumlah", "0")
        .expect("/data/isi", "0")
        .undo()
        .expect("/data/isi", "2")
        .clear("/data/n3")
        .expect("/data/jumlah", "0.2")
    )
    told.session.recalculate()
    told.expect("/data/jumlah", "0.2").expect("/data/isi", "1")


LOCKED = """
| survey |
|        | type         | name  | label | calculation | readonly       | repeat_count |
|        | integer      | n     | N     |             |                |              |
|        | select_one yn | kunci | Kunci |            |                |              |
|        | begin group  | g     | G     |             | ${kunci} = 'ya' |             |
|        | begin repeat | baris | Baris |             |                | ${n}         |
|        | text         | isi   | Isi   |             |                |              |
|        | end repeat   |       |       |             |                |              |
|        | text         | kode  | Kode  | concat('a', ${n}) |          |              |
|        | end group    |       |       |             |                |              |
| choices |
|         | list_name | name | label |
|         | yn | ya | Ya |
|         | yn | tidak | Tidak |
"""


def test_what_comes_into_a_readonly_group_is_readonly_until_the_group_is_not() -> None:
    told = scenario(LOCKED).answer("/data/kunci", "ya").answer("/data/n", "2")
    assert told.node("/data/g/baris[2]/isi").readonly
    assert told.node("/data/g/kode").readonly
    told.answer("/data/kunci", "tidak").answer("/data/g/baris[2]/isi", "x")
    assert not told.node("/data/g/kode").readonly


def test_a_calculation_is_an_answer_only_while_a_person_may_change_it() -> None:
    told = scenario(LOCKED).answer("/data/n", "1")
    assert told.session.answers()["/data/g/kode"] == "a1"
    told.answer("/data/kunci", "ya")
    assert "/data/g/kode" not in told.session.answers()
    assert told.session.results()["/data/g/kode"] == "a1"
