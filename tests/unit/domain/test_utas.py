"""Threads of a review: one state for one set of utterances, and who may say what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import ADMIN, EKO, KABID, KADIS, KASI, MONDAY, RAHMAT, a_pegawai
from tests.laptops import an_spt

from bina_desktop.domain.errors import InvalidValueError, NotAllowedError, WrongStateError
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.utas import (
    LONGEST_KOMENTAR,
    JenisSasaran,
    Komentar,
    KomentarId,
    Sasaran,
    StatusUtas,
    Tindakan,
    Utas,
    role_of,
    say,
    threads,
)

HERE = Sasaran(JenisSasaran.LEMBAR, "l1", "/data/a1")
WORDS = {Tindakan.TANYA: "Bukti mana?", Tindakan.JAWAB: "Terlampir.", Tindakan.TUTUP: ""}
WHO = {Tindakan.TANYA: KASI, Tindakan.JAWAB: RAHMAT, Tindakan.TUTUP: KASI}


def said(key: str, tindakan: Tindakan, *after: str, minute: int = 0) -> Komentar:
    who = WHO[tindakan]
    return Komentar(
        KomentarId(key),
        SptId("spt1"),
        HERE.jenis,
        HERE.record,
        HERE.bagian,
        tindakan,
        who.id,
        next(iter(who.peran)),
        MONDAY + timedelta(minutes=minute),
        WORDS[tindakan],
        sesudah=frozenset(map(KomentarId, after)),
    )


def next_of(utas: Utas, tindakan: Tindakan, teks: str = "Isi.", **other: object) -> Komentar:
    given_values: dict[str, object] = {"peran": next(iter(WHO[tindakan].peran)), **other}
    return say(
        utas,
        tindakan,
        teks,
        key=KomentarId(f"k{len(utas.komentar)}"),
        spt_id=SptId("spt1"),
        pelaku=WHO[tindakan].id,
        waktu=MONDAY,
        **given_values,
    )


def grown(*tindakan: Tindakan) -> Utas:
    utas = Utas(HERE)
    for one in tindakan:
        utas = Utas(HERE, (*utas.komentar, next_of(utas, one)))
    return utas


def test_a_thread_goes_from_open_over_answered_to_closed_and_opens_again() -> None:
    t = Tindakan
    assert Utas(HERE).status is StatusUtas.DITUTUP
    assert grown(t.TANYA).status is StatusUtas.TERBUKA
    assert grown(t.TANYA, t.JAWAB).status is StatusUtas.DIJAWAB
    assert grown(t.TANYA, t.JAWAB, t.TUTUP).status is StatusUtas.DITUTUP
    assert grown(t.TANYA, t.JAWAB, t.TUTUP, t.TANYA).status is StatusUtas.TERBUKA


def test_what_is_said_names_what_its_author_had_read() -> None:
    utas = grown(Tindakan.TANYA, Tindakan.JAWAB)
    assert utas.komentar[1].sesudah == {utas.komentar[0].id}
    both = threads([said("a", Tindakan.TANYA), said("b", Tindakan.TANYA)])[HERE]
    assert next_of(both, Tindakan.JAWAB).sesudah == {"a", "b"}


def test_words_said_without_knowing_of_each_other_leave_the_thread_to_whoever_was_overlooked() -> (
    None
):
    asked = said("a", Tindakan.TANYA)
    answered, closed = said("b", Tindakan.JAWAB, "a"), said("c", Tindakan.TUTUP, "a")
    again = said("d", Tindakan.TANYA, "a")
    assert threads([asked, answered, closed])[HERE].status is StatusUtas.DIJAWAB
    assert threads([asked, answered, closed, again])[HERE].status is StatusUtas.TERBUKA


def test_a_wrong_clock_does_not_put_an_answer_before_its_question() -> None:
    utas = threads([said("a", Tindakan.TANYA, minute=60), said("b", Tindakan.JAWAB, "a")])[HERE]
    assert [one.id for one in utas.komentar] == ["a", "b"]
    assert utas.status is StatusUtas.DIJAWAB


def test_what_has_not_arrived_yet_does_not_hold_back_the_rest() -> None:
    (utas,) = threads([said("b", Tindakan.JAWAB, "not here")]).values()
    assert utas.status is StatusUtas.DIJAWAB


def test_utterances_forged_into_a_circle_are_all_shown() -> None:
    circle = [said("a", Tindakan.TANYA, "c"), said("b", Tindakan.JAWAB, "a", minute=1)]
    circle.append(said("c", Tindakan.TUTUP, "b", minute=2))
    late = said("e", Tindakan.TUTUP, "c", minute=9)
    utas = threads([*circle, late, said("d", Tindakan.TUTUP, "d")])[HERE]
    assert [one.id for one in utas.komentar] == ["d", "a", "b", "c", "e"]
    own = threads(circle)[HERE]
    assert own.last == own.komentar
    assert own.status is StatusUtas.TERBUKA


def test_each_place_has_its_own_thread() -> None:
    whole = replace(said("b", Tindakan.TANYA), bagian="")
    assert [
        len(utas.komentar) for utas in threads([said("a", Tindakan.TANYA), whole]).values()
    ] == [
        1,
        1,
    ]


@st.composite
def conversations(draw: st.DrawFn) -> list[Komentar]:
    made: list[Komentar] = []
    for number in range(draw(st.integers(1, 7))):
        read = draw(st.sets(st.sampled_from([one.id for one in made]), max_size=3)) if made else ()
        tindakan = draw(st.sampled_from(list(Tindakan)))
        made.append(said(f"k{number}", tindakan, *read, minute=draw(st.integers(-9, 9))))
    return made


@given(conversations(), st.data())
def test_any_order_any_number_of_times_gives_the_same_thread(
    made: list[Komentar], data: st.DataObject
) -> None:
    arrived = data.draw(st.permutations([*made, *data.draw(st.lists(st.sampled_from(made)))]))
    utas = threads(arrived)[HERE]
    assert utas == threads(made)[HERE]
    places = {one.id: place for place, one in enumerate(utas.komentar)}
    assert len(places) == len(made)
    assert all(places[b] < places[one.id] for one in made for b in one.sesudah)
    newest = made[-1]
    after_all = replace(newest, id=KomentarId("z"), sesudah=frozenset(places))
    assert threads([*arrived, after_all])[HERE].last == (after_all,)


@pytest.mark.parametrize(
    ("who", "peran"),
    [(KASI, Peran.KASI), (KABID, Peran.KABID), (KADIS, Peran.KADIS), (RAHMAT, Peran.TIM)],
)
def test_reviewers_speak_for_their_post_and_the_team_for_the_visit(who, peran) -> None:
    assert role_of(who, an_spt(RAHMAT.id)) is peran


def test_who_made_the_visit_answers_whatever_his_post() -> None:
    both = a_pegawai("Dua Peran", "1", Peran.KASI, Peran.KABID)
    assert role_of(both, an_spt(both.id)) is Peran.TIM
    assert role_of(both, an_spt()) is Peran.KABID


@pytest.mark.parametrize("who", [ADMIN, EKO])
def test_others_only_read(who) -> None:
    with pytest.raises(NotAllowedError, match="Tinjauan hanya ditulis"):
        role_of(who, an_spt(RAHMAT.id))


def test_the_team_neither_opens_nor_closes() -> None:
    for tindakan in (Tindakan.TANYA, Tindakan.TUTUP):
        with pytest.raises(NotAllowedError, match="dibuka dan ditutup"):
            next_of(grown(Tindakan.TANYA), tindakan, peran=Peran.TIM)


def test_a_reviewer_does_not_answer_for_the_team() -> None:
    with pytest.raises(NotAllowedError, match="petugas"):
        next_of(grown(Tindakan.TANYA), Tindakan.JAWAB, peran=Peran.KASI)


@pytest.mark.parametrize("before", [(), (Tindakan.TANYA, Tindakan.TUTUP)])
def test_nothing_open_means_nothing_to_answer_or_to_close(before) -> None:
    with pytest.raises(WrongStateError, match="menunggu jawaban"):
        next_of(grown(*before), Tindakan.JAWAB)
    with pytest.raises(WrongStateError, match="masih terbuka"):
        next_of(grown(*before), Tindakan.TUTUP)


def test_words_are_needed_except_to_close() -> None:
    with pytest.raises(InvalidValueError, match="Tulis dahulu"):
        next_of(Utas(HERE), Tindakan.TANYA, "  \n")
    closed = next_of(grown(Tindakan.TANYA), Tindakan.TUTUP, " ")
    assert (closed.teks, closed.tindakan) == ("", Tindakan.TUTUP)


def test_words_have_a_length_that_can_be_read() -> None:
    assert next_of(Utas(HERE), Tindakan.TANYA, "a" * LONGEST_KOMENTAR).kutipan == ""
    with pytest.raises(InvalidValueError, match="4001 huruf"):
        next_of(Utas(HERE), Tindakan.TANYA, "a" * (LONGEST_KOMENTAR + 1))
