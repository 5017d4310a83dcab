from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bina_desktop.domain.journal import Change, FieldKey, heads, winner
from bina_desktop.domain.undo import Arrivals, Compensation, Kept, UndoPlan, WhyKept, plan_undo


def a_change(seq: int, field: str, value: str, *bases: int, **other: object) -> Change:
    facts: dict[str, object] = {"entity": "aparatur", "record": "r", "actor": "siti"}
    return Change(
        device="d",
        seq=seq,
        at=seq,
        field=field,
        value=value,
        bases=tuple(sorted(f"d:{base}" for base in bases)),
        **{**facts, **other},
    )


def ids(*seqs: int) -> set[str]:
    return {f"d:{seq}" for seq in seqs}


def undo(
    changes: list[Change],
    *seqs: int,
    others: tuple[int, ...] = (),
    undos: tuple[int, ...] = (),
    back: bool = False,
) -> UndoPlan:
    """Plan the undo of an import, or the taking back of its undo; others are undone as well."""
    brought_by = dict.fromkeys(ids(*seqs), "berkas") | dict.fromkeys(ids(*others), "lain")
    brought_by |= dict.fromkeys(ids(*undos), "pembatalan")
    arrivals = Arrivals(
        brought_by,
        batch={"berkas", "pembatalan"},
        undone={"lain"} if back else {"lain", "berkas"},
        undos={"pembatalan"},
    )
    return plan_undo(changes, arrivals)


NAMA = FieldKey("aparatur", "r", "nama")
DIHAPUS = FieldKey("aparatur", "r", "dihapus")


def test_a_record_that_came_with_the_import_is_marked_deleted():
    plan = undo([a_change(1, "nama", '"A"'), a_change(2, "nip", '"1"')], 1, 2)
    assert plan.compensations == (Compensation(DIHAPUS, "null", "true", ()),)
    assert plan.kept == ()


def test_a_record_that_came_deleted_is_left_alone():
    plan = undo([a_change(1, "nama", '"A"'), a_change(2, "dihapus", "true")], 1, 2)
    assert plan.compensations == ()


def test_a_record_that_came_revived_is_deleted_on_top_of_that():
    plan = undo([a_change(1, "dihapus", "true"), a_change(2, "dihapus", "false", 1)], 1, 2)
    assert plan.compensations == (Compensation(DIHAPUS, "false", "true", ("d:2",)),)


def test_a_field_returns_to_the_value_before():
    known = [a_change(1, "nama", '"A"'), a_change(2, "nama", '"B"', 1)]
    assert undo(known, 2).compensations == (Compensation(NAMA, '"B"', '"A"', ("d:2",)),)


def test_a_field_that_was_blank_before_is_cleared():
    known = [a_change(1, "nip", '"1"'), a_change(2, "nama", '"B"')]
    assert undo(known, 2).compensations == (Compensation(NAMA, '"B"', "null", ("d:2",)),)


def test_a_deletion_that_came_is_taken_back():
    known = [a_change(1, "nama", '"A"'), a_change(2, "dihapus", "true")]
    assert undo(known, 2).compensations == (Compensation(DIHAPUS, "true", "null", ("d:2",)),)


def test_an_equal_value_needs_nothing():
    known = [a_change(1, "nama", '"A"'), a_change(2, "nama", '"A"', 1)]
    assert undo(known, 2).compensations == ()


def test_a_conflict_that_came_ends_and_one_that_was_there_stays():
    known = [a_change(1, "nama", '"A"'), a_change(2, "nama", '"B"'), a_change(3, "nama", '"C"')]
    assert undo(known, 3).compensations == (Compensation(NAMA, '"C"', '"B"', ("d:3",)),)


def test_what_was_changed_since_stays_and_is_named():
    known = [
        a_change(1, "nama", '"A"'),
        a_change(2, "nama", '"B"', 1),
        a_change(3, "nama", '"C"', 2, actor="eko"),
        a_change(4, "nip", '"1"'),
    ]
    plan = undo(known, 2, 4)
    assert plan.compensations == (
        Compensation(FieldKey("aparatur", "r", "nip"), '"1"', "null", ("d:4",)),
    )
    assert plan.kept == (Kept("aparatur", "r", ("nama",), WhyKept.CHANGED_SINCE, ("eko",)),)


def test_descent_is_followed_through_changes_in_between_and_unknown_ones():
    known = [
        a_change(1, "nama", '"A"'),
        a_change(2, "nama", '"B"', 1),
        a_change(3, "nama", '"C"', 2, 99),
        a_change(4, "nama", '"D"', 2, 3),
        a_change(5, "nama", '"E"', 1, 98, 4),
    ]
    assert undo(known, 2).kept[0].fields == ("nama",)
    assert undo(known, 1, 2).kept[0].fields == ("nama",)


def test_a_record_that_came_and_was_worked_on_stays_whole():
    known = [a_change(1, "nama", '"A"'), a_change(2, "nip", '"1"', actor="eko")]
    plan = undo(known, 1)
    assert plan.compensations == ()
    assert plan.kept == (Kept("aparatur", "r", ("nip",), WhyKept.CHANGED_SINCE, ("eko",)),)


def test_records_of_others_are_not_looked_at():
    assert undo([a_change(1, "nama", '"A"')], 7).compensations == ()


def test_what_was_said_in_a_review_stays():
    said = a_change(1, "isi", '"Periksa lagi."', entity="komentar")
    assert undo([said], 1).kept == (Kept("komentar", "r", ("isi",), WhyKept.WRITTEN_ONCE),)


def test_a_ratified_laporan_stays_and_a_draft_goes():
    for status, why in (("disahkan", [WhyKept.RATIFIED]), ("draf", [])):
        came = a_change(1, "status", f'"{status}"', entity="laporan")
        assert [kept.why for kept in undo([came], 1).kept] == why
    untold = a_change(1, "nomor", '"1"', entity="laporan")
    assert undo([untold], 1).compensations
    drafted = [a_change(1, "status", '"draf"', entity="laporan")]
    drafted.append(a_change(2, "status", '"disahkan"', 1, entity="laporan"))
    assert undo(drafted, 2).compensations == ()  # the import brought the ratification
    assert [kept.why for kept in undo(drafted, 2).kept] == [WhyKept.RATIFIED]
    ours = [a_change(1, "status", '"disahkan"', entity="laporan")]
    ours.append(a_change(2, "nomor", '"2"', entity="laporan"))
    assert undo(ours, 2).compensations[0].value == "null"


def test_an_undo_can_be_taken_back():
    known = [a_change(1, "nama", '"A"'), a_change(2, "nama", '"B"', 1)]
    known.append(a_change(3, "nama", '"A"', 2))
    back = undo(known, 2, undos=(3,), back=True)
    assert back.compensations == (Compensation(NAMA, '"A"', '"B"', ("d:3",)),)
    came = [a_change(1, "nama", '"A"'), a_change(2, "dihapus", "true")]
    back = undo(came, 1, undos=(2,), back=True)
    assert back.compensations == (Compensation(DIHAPUS, "true", "null", ("d:2",)),)


def test_two_imports_are_undone_one_after_the_other():
    known = [
        a_change(1, "nama", '"A"'),
        a_change(2, "nama", '"B"', 1),
        a_change(3, "nama", '"C"', 2),
        a_change(4, "nama", '"B"', 3),
    ]
    plan = undo(known, 2, others=(3, 4))
    assert plan.compensations == (Compensation(NAMA, '"B"', '"A"', ("d:4",)),)
    assert plan.kept == ()


def test_a_record_that_stayed_whole_comes_back_with_the_import_that_worked_on_it():
    known = [
        a_change(1, "nama", '"A"'),
        a_change(2, "nip", '"1"'),
        a_change(3, "dihapus", "true"),
    ]
    plan = undo(known, 2, undos=(3,), others=(1,), back=True)
    assert plan.compensations == (Compensation(DIHAPUS, "true", "null", ("d:3",)),)


def test_a_later_import_of_a_record_that_stayed_is_undone_as_well():
    """The import that made the record was undone first; people's work keeps what it came with."""
    known = [
        a_change(1, "nama", '"A"'),
        a_change(2, "nip", '"1"', actor="eko"),
        a_change(3, "nama", '"B"', 1),
        a_change(4, "golongan", '"III/a"'),
    ]
    plan = undo(known, 3, 4, others=(1,))
    assert plan.compensations == (
        Compensation(NAMA, '"B"', '"A"', ("d:3",)),
        Compensation(FieldKey("aparatur", "r", "golongan"), '"III/a"', "null", ("d:4",)),
    )
    assert plan.kept == ()


def test_work_on_a_record_that_came_deleted_brings_it_back_once_the_import_is_undone():
    known = [
        a_change(1, "nama", '"A"'),
        a_change(2, "dihapus", "true"),
        a_change(3, "nama", '"B"', 1, actor="eko"),
    ]
    plan = undo(known, 1, 2)
    assert plan.compensations == (Compensation(DIHAPUS, "true", "null", ("d:2",)),)
    assert plan.kept[0].actors == ("eko",)


def test_what_comes_while_a_record_is_undone_does_not_bring_it_back():
    """The import is undone, a change of its record comes, and the undo is taken back and again."""
    known = [
        a_change(1, "nama", '"A"'),
        a_change(2, "dihapus", "true"),
        a_change(3, "nama", '"B"'),
        a_change(4, "dihapus", "null", 2),
    ]
    back = undo(known[:3], 1, undos=(2,), back=True)
    assert back.compensations == (Compensation(DIHAPUS, "true", "null", ("d:2",)),)
    again = undo(known, 1, undos=(2, 4))
    assert again.compensations == (Compensation(DIHAPUS, "null", "true", ("d:4",)),)
    assert again.kept == ()


def test_who_brings_an_undone_record_back_has_worked_on_it():
    known = [
        a_change(1, "nama", '"A"'),
        a_change(2, "dihapus", "true"),
        a_change(3, "dihapus", "false", 2, actor="eko"),
        a_change(4, "nama", '"B"', 1, actor="eko"),
    ]
    plan = undo(known, 1, undos=(2,))
    assert plan.compensations == ()
    assert plan.kept == (
        Kept("aparatur", "r", ("dihapus", "nama"), WhyKept.CHANGED_SINCE, ("eko",)),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Change], set[int]]:
    """A field with a first change of somebody here, then any; some of them came with a file."""
    known = [a_change(1, "nama", '"awal"')]
    for seq in range(2, draw(st.integers(2, 9))):
        bases = draw(st.sets(st.integers(1, seq - 1), max_size=2))
        known.append(a_change(seq, "nama", f'"{draw(st.integers(0, 2))}"', *bases))
    came = draw(st.sets(st.integers(2, len(known) + 1)))
    return known, came


@given(histories())
def test_after_an_undo_ghosts_no_longer_count(history):
    """Shown is what all others give, and nothing that is no ghost lost its place."""
    known, came = history
    plan = undo(known, *came)
    written = [
        Change("d", 100, 100, "u", *one.key, one.value, one.bases) for one in plan.compensations
    ]
    after = heads([*known, *written])
    former = winner(heads([change for change in known if change.seq not in came]))
    assert former is not None
    stands = {change.id for change in heads(known)} - ids(*came)
    assert stands <= {change.id for change in after}
    if not stands or written:
        shown = winner(after)
        assert shown is not None
        assert shown.value == former.value
