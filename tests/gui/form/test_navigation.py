"""Sections, pages that do not grow, the next open question."""

from __future__ import annotations

from tests.gui.form.every_type import EVERY_TYPE
from tests.gui.form.every_widget import EVERY_WIDGET
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.navigation import (
    Section,
    SlotKind,
    next_open,
    pages_of,
    section_index,
    sections,
    top_ref,
)
from bina_desktop.ui.form.standing import Standing, Tally


def standing_of(session: Session, section: Section) -> Standing:
    """Count one section from scratch."""
    return Tally(session, (section,)).standing(0)


LOOSE = """
| survey |
|        | type        | name | label | required | calculation |
|        | text        | a    | A     | yes      |             |
|        | calculate   | c    |       |          | 1 + 1       |
|        | begin group | g    | G     |          |             |
|        | text        | b    | B     |          |             |
|        | end group   |      |       |          |             |
|        | begin group | h    | H     |          |             |
|        | calculate   | d    |       |          | 2           |
|        | end group   |      |       |          |             |
|        | integer     | e    | E     |          |             |
|        | note        | n    | N     |          |             |
"""


NESTED = """
| survey |
|        | type         | name | label  |
|        | begin group  | g    | G      |
|        | text         | a    | A      |
|        | begin group  | h    | H      |
|        | text         | b    | B      |
|        | begin repeat | r    | R      |
|        | begin group  | i    | I      |
|        | text         | c    | C      |
|        | end group    |      |        |
|        | end repeat   |      |        |
|        | end group    |      |        |
|        | text         | d    | D      |
|        | end group    |      |        |
"""


def many(count: int) -> Session:
    rows = "\n".join(f"| | text | q{i} | Q{i} |" for i in range(count))
    return scenario(
        "| survey |\n| | type | name | label |\n| | begin group | g | G |\n"
        f"{rows}\n| | end group | | |\n"
    ).session


def test_loose_questions_make_sections_between_groups() -> None:
    found = sections(scenario(LOOSE).session)
    assert [(s.key, s.loose, len(s.nodes)) for s in found] == [
        ("/data/a", True, 1),
        ("/data/g", False, 1),
        ("/data/e", True, 2),
    ]
    assert found[1].label == "G"


def test_groups_without_anything_to_see_are_no_sections(session: Session) -> None:
    assert [s.key for s in sections(session)] == [
        "/data/satu",
        "/data/dua",
        "/data/anak",
        "/data/tiga",
    ]


def test_standing_counts_only_what_is_relevant(session: Session) -> None:
    dua = sections(session)[1]
    assert standing_of(session, dua) == Standing(0, 5, 0, 1, 0)
    session.set_value(Ref("/data/dua/a1/skor"), "5")
    standing = standing_of(session, dua)
    assert standing == Standing(1, 6, 1, 1, 0)
    assert standing.complete


def test_standing_tells_wrong_answers(session: Session) -> None:
    satu = sections(session)[0]
    session.set_value(Ref("/data/satu/umur"), "200")
    session.set_value(Ref("/data/satu/berat"), "dua")
    assert standing_of(session, satu) == Standing(2, 6, 0, 1, 2)
    assert not standing_of(session, satu).complete


def test_without_required_questions_all_answers_make_it_complete() -> None:
    session = many(2)
    section = sections(session)[0]
    session.set_value(Ref("/data/g/q0"), "x")
    assert not standing_of(session, section).complete
    session.set_value(Ref("/data/g/q1"), "x")
    assert standing_of(session, section).complete


def test_pages_do_not_grow_with_the_section() -> None:
    pages = pages_of(sections(many(500))[0])
    assert max(map(len, pages)) <= 90
    assert [slot.ref for page in pages for slot in page] == [f"/data/g/q{i}" for i in range(500)]


def test_groups_in_a_section_stand_in_their_own_cards(session: Session) -> None:
    (page,) = pages_of(sections(session)[1])
    assert [(slot.ref.rpartition("/")[2], slot.kind, slot.card) for slot in page[:4]] == [
        ("a1", SlotKind.HEADING, "/data/dua/a1"),
        ("skor", SlotKind.FIELD, "/data/dua/a1"),
        ("bukti", SlotKind.FIELD, "/data/dua/a1"),
        ("likert", SlotKind.FIELD, "/data/dua/likert"),
    ]


def test_groups_and_repeats_inside_groups_keep_their_depth() -> None:
    (page,) = pages_of(sections(scenario(NESTED).session)[0])
    assert [(slot.ref.removeprefix("/data/g"), slot.kind.value, slot.depth) for slot in page] == [
        ("/a", "field", 0),
        ("/h", "heading", 0),
        ("/h/b", "field", 0),
        ("/h/r[1]", "instance", 1),
        ("/h/r[1]/i", "heading", 2),
        ("/h/r[1]/i/c", "field", 2),
        ("/h/r", "add", 1),
        ("/d", "field", 0),
    ]


def test_instances_of_a_repeat_stand_before_the_line_that_adds(session: Session) -> None:
    session.add_repeat(Ref("/data/anak"), key="b")
    (page,) = pages_of(sections(session)[2])
    assert [(slot.ref, slot.kind) for slot in page] == [
        ("/data/anak[1]", SlotKind.INSTANCE),
        ("/data/anak[1]/panggilan", SlotKind.FIELD),
        ("/data/anak[b]", SlotKind.INSTANCE),
        ("/data/anak[b]/panggilan", SlotKind.FIELD),
        ("/data/anak", SlotKind.ADD),
    ]


def test_top_of_a_ref_is_its_section() -> None:
    assert top_ref("/data/anak[k7]/x") == "/data/anak"
    assert top_ref("/data/g/h/i") == "/data/g"
    assert top_ref("/data/a") == "/data/a"


def test_next_open_question_goes_on_and_round(session: Session) -> None:
    places = sections(session)
    assert next_open(session, places, None) == "/data/satu/nama"
    assert next_open(session, places, Ref("/data/satu/alamat")) == "/data/dua/a1/skor"
    assert next_open(session, places, Ref("/data/anak[1]/panggilan")) == "/data/satu/nama"
    session.set_value(Ref("/data/satu/nama"), "Ani")
    assert next_open(session, places, Ref("/data/anak[1]/panggilan")) == "/data/satu/umur"


def test_no_open_question_is_left() -> None:
    session = many(2)
    session.set_values({Ref("/data/g/q0"): "x", Ref("/data/g/q1"): "y"})
    assert next_open(session, sections(session), Ref("/data/g/q0")) is None


def test_section_of_an_unknown_ref_is_the_first(session: Session) -> None:
    places = sections(session)
    assert section_index(places, "/data/anak[1]/panggilan") == 2
    assert section_index(places, "/data/hilang") == 0


def test_tally_is_kept_true_by_what_changes(session: Session) -> None:
    places = sections(session)
    tally = Tally(session, places)
    steps = [
        lambda: session.set_value(Ref("/data/satu/nama"), "Ani"),
        lambda: session.set_value(Ref("/data/satu/umur"), "200"),
        lambda: session.set_value(Ref("/data/satu/umur"), "20"),
        lambda: session.set_value(Ref("/data/dua/a1/skor"), "5"),
        lambda: session.add_repeat(Ref("/data/anak"), key="b")[1],
        lambda: session.set_value(Ref("/data/anak[b]/panggilan"), "Budi"),
        lambda: session.remove_repeat(Ref("/data/anak[b]")),
        lambda: session.set_value(Ref("/data/satu/umur"), ""),
    ]
    for step in steps:
        touched = tally.update(step())
        assert touched
        counted = [standing_of(session, place) for place in places]
        assert [tally.standing(i) for i in range(len(places))] == counted
        assert tally.whole.answered == sum(one.answered for one in counted)


def test_a_tally_tells_nothing_that_it_has_not_counted(session: Session) -> None:
    places = sections(session)
    tally = Tally(session, places, counted=False)
    assert (tally.standing(0), tally.whole) == (None, None)
    assert tally.count(0) == 6
    assert not tally.update(session.set_value(Ref("/data/dua/a1/skor"), "5"))
    assert tally.standing(0) == standing_of(session, places[0])
    for index in range(1, len(places)):
        tally.count(index)
    assert tally.whole == Tally(session, places).whole


def test_window_and_engine_count_the_same_questions() -> None:
    story = scenario(EVERY_WIDGET)
    session = story.session
    for name in ("tabel/t1", "centang/loket"):
        session.set_value(Ref(f"/data/{name}"), "1" if name.startswith("tabel") else "ac")
    whole, progress = Tally(session, sections(session)).whole, session.progress()
    assert (whole.answered, whole.total) == (progress.answered, progress.total)
    heads = [node for node in session.walk() if node.presentation.choice.is_head]
    assert heads
    assert not any(node.answerable for node in heads)


def test_an_unusual_answer_is_a_problem_until_it_is_explained() -> None:
    session = scenario(EVERY_TYPE).session
    umur = Ref("/data/dasar/umur")
    tally = Tally(session, sections(session))
    tally.update(session.set_value(umur, "104"))
    assert tally.whole.problems == session.progress().problems == 1
    tally.update(session.explain(umur, "Benar, sudah dicek."))
    assert tally.whole.problems == session.progress().problems == 0
