"""Relevance, calculation, the order of things, and circles."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

from datetime import timedelta

from tests.scenario.dsl import NOON, refused, scenario

from bina_desktop.formengine.client import Progress, ViolationKind

FORM = """
| survey |
|        | type        | name   | label   | relevant          | calculation              | required | constraint | constraint_message | required_message |
|        | integer     | umur   | Umur    |                   |                          | yes      | . < 120    | Umur ${umur} terlalu besar |   |
|        | begin group | kerja  | Kerja   | ${umur} >= 17     |                          |          |            |                    |                  |
|        | text        | tempat | Tempat  |                   |                          | ${umur} > 20 |        |                    | Isi tempat kerja |
|        | begin group | gaji   | Gaji    | ${tempat} != ''   |                          |          |            |                    |                  |
|        | decimal     | pokok  | Pokok   |                   |                          |          | . >= 0     |                    |                  |
|        | end group   |        |         |                   |                          |          |            |                    |                  |
|        | end group   |        |         |                   |                          |          |            |                    |                  |
|        | calculate   | setahun |        |                   | coalesce(${pokok}, 0) * 12 |        |            |                    |                  |
|        | note        | ringkas | Setahun ${setahun} |        |                          |          |            |                    |                  |
"""


def test_a_group_hides_all_below_it_and_keeps_the_answers() -> None:
    (
        scenario(FORM)
        .expect_not_relevant("/data/kerja", "/data/kerja/tempat", "/data/kerja/gaji/pokok")
        .answer("/data/umur", 30)
        .expect_relevant("/data/kerja", "/data/kerja/tempat")
        .expect_not_relevant("/data/kerja/gaji/pokok")
        .answer("/data/kerja/tempat", "Dinas")
        .answer("/data/kerja/gaji/pokok", 10)
        .expect("/data/setahun", 120)
        .answer("/data/umur", 10)
        .expect_not_relevant("/data/kerja/gaji", "/data/kerja/gaji/pokok")
        .expect("/data/setahun", 0)
        .expect("/data/kerja/gaji/pokok", 10)
        .answer("/data/umur", 30)
        .expect_relevant("/data/kerja/gaji/pokok")
        .expect("/data/setahun", 120)
    )


def test_answers_of_hidden_questions_are_kept_with_the_others() -> None:
    (
        scenario(FORM)
        .answer("/data/umur", 30)
        .answer("/data/kerja/tempat", "Dinas")
        .answer("/data/umur", 10)
        .expect_answers({"/data/umur": "10", "/data/kerja/tempat": "Dinas"})
    )


def test_the_wave_tells_what_changed_and_stops_where_nothing_does() -> None:
    told = scenario(FORM).answer("/data/umur", 30)
    told.expect_changed("/data/umur", "/data/kerja", "/data/kerja/tempat")
    told.answer("/data/umur", 31).expect_changed("/data/umur")
    told.expect_unchanged("/data/kerja", "/data/kerja/tempat", "/data/setahun", "/data/ringkas")


def test_outputs_follow_and_are_told() -> None:
    told = scenario(FORM).answer("/data/umur", 30).answer("/data/kerja/tempat", "Dinas")
    told.answer("/data/kerja/gaji/pokok", 2).expect_changed("/data/ringkas")
    told.expect_label("/data/ringkas", "Setahun 24")


def test_required_may_be_an_expression_with_its_own_sentence() -> None:
    (
        scenario(FORM)
        .expect_violation("/data/umur", ViolationKind.REQUIRED, "Pertanyaan ini wajib dijawab.")
        .answer("/data/umur", 18)
        .expect_valid("/data/kerja/tempat")
        .answer("/data/umur", 21)
        .expect_changed("/data/kerja/tempat")
        .expect_violation("/data/kerja/tempat", ViolationKind.REQUIRED, "Isi tempat kerja")
    )
    assert scenario(FORM).node("/data/umur").required


def test_constraints_speak_and_blank_is_no_breach() -> None:
    (
        scenario(FORM)
        .answer("/data/umur", 130)
        .expect_violation("/data/umur", ViolationKind.CONSTRAINT, "Umur 130 terlalu besar")
        .answer("/data/kerja/tempat", "x")
        .answer("/data/kerja/gaji/pokok", -1)
        .expect_violation(
            "/data/kerja/gaji/pokok",
            ViolationKind.CONSTRAINT,
            "Jawaban tidak memenuhi syarat pertanyaan ini.",
        )
        .clear("/data/kerja/gaji/pokok")
        .expect_valid("/data/kerja/gaji/pokok")
    )


def test_progress_counts_relevant_questions_only() -> None:
    told = scenario(FORM).expect_progress(Progress(0, 1, 1, 0))
    told.answer("/data/umur", 30).expect_progress(Progress(1, 2, 1, 0))
    told.answer("/data/umur", 300).expect_progress(Progress(1, 2, 1, 1))
    section = told.session.progress(told.node("/data/kerja").ref)
    assert section == Progress(0, 1, 1, 0)


def test_validate_lists_problems_in_form_order() -> None:
    told = scenario(FORM).answer("/data/umur", 300)
    problems = told.session.validate()
    assert [(problem.ref, problem.label, problem.value) for problem in problems] == [
        ("/data/umur", "Umur", "300"),
        ("/data/kerja/tempat", "Tempat", ""),
    ]
    assert [problem.violation.kind for problem in problems] == [
        ViolationKind.CONSTRAINT,
        ViolationKind.REQUIRED,
    ]


def test_circles_are_refused_with_the_names_on_them() -> None:
    sentences = refused("""
| survey |
|        | type      | name | label | relevant   | calculation |
|        | calculate | a    |       |            | ${b} + 1    |
|        | calculate | b    |       |            | ${c} + 1    |
|        | calculate | c    |       |            | ${a} + 1    |
|        | text      | p    | P     | ${q} = ''  |             |
|        | text      | q    | Q     | ${p} = ''  |             |
|        | calculate | lain |       |            | ${p}        |
""")
    assert len(sentences) == 2
    assert {"a", "b", "c"} <= set(sentences[0].replace("(calculation)", "").split())
    assert "p (relevant)" in sentences[1]
    assert "q (relevant)" in sentences[1]


def test_a_group_may_not_hide_itself() -> None:
    sentences = refused("""
| survey |
|        | type        | name | label | relevant   |
|        | begin group | g    | G     | ${p} = ''  |
|        | text        | p    | P     |            |
|        | end group   |      |       |            |
""")
    assert "g (relevant) baris 2 → g (relevant)" in sentences[0]


def test_readonly_is_inherited_and_may_depend_on_an_answer() -> None:
    told = scenario("""
| survey |
|        | type        | name  | label | readonly       |
|        | text        | kunci | Kunci |                |
|        | begin group | g     | G     |                |
|        | text        | isi   | Isi   | ${kunci} = 'x' |
|        | end group   |       |       |                |
""")
    assert not told.node("/data/g/isi").readonly
    told.answer("/data/kunci", "x").expect_changed("/data/g/isi")
    assert told.node("/data/g/isi").readonly


def test_the_clock_moves_only_when_asked() -> None:
    told = scenario("""
| survey |
|        | type      | name | label | constraint   | calculation |
|        | date      | tgl  | Tgl   | . <= today() |             |
|        | calculate | hari |       |              | today()     |
""")
    told.answer("/data/tgl", "24-11-2026")
    told.expect_violation("/data/tgl", ViolationKind.CONSTRAINT)
    told.at(NOON + timedelta(days=1))
    assert told.session.validate() == []
    told.expect("/data/hari", "2026-11-24").expect_valid("/data/tgl")


def test_what_is_ever_drawn_is_told_whatever_is_relevant_now() -> None:
    form = scenario("""
        | survey |              |        |       |             |             |
        |        | type         | name   | label | calculation | relevant    |
        |        | begin group  | hitung | H     |             |             |
        |        | calculate    | jumlah |       | 1 + 1       |             |
        |        | end group    |        |       |             |             |
        |        | begin group  | luar   | L     |             | false()     |
        |        | begin group  | dalam  | D     |             |             |
        |        | calculate    | nol    |       | 0           |             |
        |        | note         | baca   | Baca  |             |             |
        |        | end group    |        |       |             |             |
        |        | end group    |        |       |             |             |
        |        | begin group  | daftar | R     |             |             |
        |        | begin repeat | baris  | B     |             |             |
        |        | text         | isi    | I     |             |             |
        |        | end repeat   |        |       |             |             |
        |        | end group    |        |       |             |             |
        """)
    drawn = {node.name: node.drawn for node in form.session.walk()}
    shown = {name for name, is_drawn in drawn.items() if is_drawn}
    assert shown >= {"luar", "dalam", "baca", "daftar", "baris", "isi"}
    assert shown.isdisjoint({"hitung", "jumlah", "nol"})
