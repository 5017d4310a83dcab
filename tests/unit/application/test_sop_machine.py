"""The whole workflow under random people, acts and hours: what must hold whatever they try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run
from tests.builders import (
    ADMIN,
    EVERYONE,
    KABID,
    KADIS,
    KASI,
    RAHMAT,
    SELUMA,
    SITI,
    TW4,
    an_aparatur,
    the_kalender,
    the_sop,
)
from tests.fakes import State
from tests.installations import TEAM, Installation, assess, check, prepare

from bina_desktop.domain.errors import BinaError
from bina_desktop.domain.jam_langkah import measure
from bina_desktop.domain.koreksi import StatusKoreksi
from bina_desktop.domain.laporan import (
    ALASAN_MINIMUM,
    Laporan,
    is_ratified,
    langkah_of,
    laporan_id_for,
)
from bina_desktop.domain.pegawai import Pegawai, Peran
from bina_desktop.domain.pelimpahan import JenisPelimpahan, Pelimpahan, PelimpahanId
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.periksa import putaran_of, unchecked
from bina_desktop.domain.sop import JenisPeristiwa, Peristiwa, current_step, events_of
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas, Tindakan, threads

OUTSIDER = "Orang luar"
ANYBODY = (*EVERYONE, OUTSIDER)
WHY = "Kepala bidang dinas luar dua hari."
GOOD = "Angka pada BAB III tidak cocok dengan lembar."
DESKS = {4: KASI, 5: KABID, 6: KADIS, 7: KABID}
ROLES = {1: Peran.KADIS, 2: Peran.KABID, 4: Peran.KASI, 5: Peran.KABID, 6: Peran.KADIS}


@dataclass(frozen=True)
class Sheets:
    """What a visit's final sheet looks like in the journal, made once by really filling it."""

    spt_id: SptId
    made: State

    def put_into(self, place: Installation) -> None:
        for change in self.made.changes.values():
            if change.entity == "lembar_penilaian":
                place.database.state.add(change)
        place.database.state.hasil = dict(self.made.hasil)
        place.database.state.seq = max(place.database.state.seq, self.made.seq)


@pytest.fixture(scope="module")
def sheets(formulir) -> Sheets:
    office = Installation(formulir)
    spt_id = prepare(office, an_aparatur())
    assess(office.seat(RAHMAT), spt_id, an_aparatur(), c1="2")
    return Sheets(spt_id, office.database.state)


class Workflow(RuleBasedStateMachine):
    """One office, one visit; whoever likes tries whatever he likes."""

    sheets: Sheets

    def __init__(self, place: Installation, sheets: Sheets) -> None:
        super().__init__()
        self.place, self.sheets = place, sheets
        place.populate(an_aparatur())
        self.laporan_id = laporan_id_for(sheets.spt_id)
        self.filled = False
        self._seen = None
        self._seats = {who: place.seat(who) for who in ANYBODY}

    # --- what everyone may try -----------------------------------------------------------------

    @rule(who=st.sampled_from(ANYBODY), hours=st.sampled_from((0, 0, 0.2, 2, 30)))
    def wait_and_order(self, who, hours) -> None:
        self.place.clock.forward(hours=hours)
        self.attempt(
            who,
            lambda seat: seat.penugasan.issue_perintah(
                TW4, kepada=KABID.id, isi="Bentuk tim.", batas=None
            ),
        )

    @rule(who=st.sampled_from(ANYBODY))
    def form(self, who) -> None:
        self.attempt(
            who,
            lambda seat: seat.penugasan.form_team(
                TW4, tanggal=date(2026, 11, 20), nomor="", anggaran="", anggota=TEAM
            ),
        )

    @rule(who=st.sampled_from(ANYBODY))
    def send(self, who) -> None:
        self.attempt(
            who,
            lambda seat: seat.penugasan.issue_spt(
                TW4,
                kode_wilayah=SELUMA,
                tanggal=date(2026, 11, 20),
                mulai=date(2026, 11, 23),
                selesai=date(2026, 11, 24),
                petugas=[RAHMAT.id, SITI.id],
                nomor="",
                anggaran="",
            ),
        )

    @rule(
        who=st.sampled_from(ANYBODY),
        act=st.sampled_from(("submit", "correct", "validate", "ratify", "deliver", "compose")),
        why=st.sampled_from(("", WHY)),
        hours=st.sampled_from((0, 0, 0.6, 3)),
    )
    def move(self, who, act, why, hours) -> None:
        self.place.clock.forward(hours=hours)
        self.attempt(who, self._move(act, why))

    def _move(self, act: str, why: str) -> Callable[..., object]:
        more: dict[str, object] = {"keterlambatan": why}
        if act == "compose":
            return lambda seat: seat.laporan.compose(self.sheets.spt_id)
        if act == "ratify":
            more |= {
                "nomor": "400/1",
                "tanggal": self.place.clock.now().date(),
                "credential": None,
            }
        if act == "deliver":
            more |= {"nomor_pengantar": "", "tanggal": date(2027, 12, 1)}
        return lambda seat: getattr(seat.laporan, act)(self.laporan_id, **more)

    @rule(
        who=st.sampled_from(ANYBODY),
        to=st.integers(1, 7),
        why=st.sampled_from((GOOD, "kurang", " ")),
    )
    def give_back(self, who, to, why) -> None:
        self.attempt(
            who,
            lambda seat: seat.laporan.return_laporan(self.laporan_id, alasan=why, ke_langkah=to),
        )

    @rule(who=st.sampled_from(ANYBODY), act=st.sampled_from(list(Tindakan)))
    def talk(self, who, act) -> None:
        place = Sasaran(JenisSasaran.LAPORAN, self.laporan_id, "")
        self.attempt(who, lambda seat: seat.utas.say(place, act, "Mengapa begitu?"))

    @rule(who=st.sampled_from(ANYBODY), langsung=st.booleans())
    def suggest(self, who, langsung) -> None:
        self.attempt(
            who,
            lambda seat: seat.koreksi.propose(
                self.laporan_id,
                naskah="kesimpulan",
                paragraf=1,
                semula="",
                menjadi="Rekomendasi dipantau.",
                langsung=langsung,
            ),
        )

    @rule(who=st.sampled_from(ANYBODY), act=st.sampled_from(("accept", "decline", "withdraw")))
    def decide(self, who, act) -> None:
        more = {"keterangan": GOOD} if act == "decline" else {}
        for one in self.koreksi():
            self.attempt(who, lambda seat, one=one: getattr(seat.koreksi, act)(one.id, **more))

    @rule(who=st.sampled_from(ANYBODY))
    def tick(self, who) -> None:
        for butir in the_sop().step(self.due()).periksa if self.due() < 8 else ():
            self.attempt(
                who,
                lambda seat, butir=butir: seat.periksa.tick(
                    self.laporan_id, butir=butir.kode, sesuai=True
                ),
            )

    @rule(
        by=st.sampled_from((ADMIN, KADIS, KASI)),
        who=st.sampled_from(EVERYONE),
        peran=st.sampled_from(list(Peran)),
        jenis=st.sampled_from(list(JenisPelimpahan)),
        days=st.integers(-1, 3),
    )
    def delegate(self, by, who, peran, jenis, days) -> None:
        today = self.place.clock.now().date()
        one = Pelimpahan(
            PelimpahanId(""), who.id, peran, jenis, "SP 1", today, today + timedelta(days=days)
        )
        self.attempt(by, lambda seat: seat.pelimpahan.save(one))

    # --- and what brings it on -----------------------------------------------------------------

    @precondition(lambda self: self.spt() is not None and not self.filled)
    @rule()
    def fill_sheets(self) -> None:
        self.filled = True
        self.sheets.put_into(self.place)

    @rule(times=st.integers(1, 3))
    def proceed(self, times) -> None:
        """Let the right people do what is due, as far as the gate lets them."""
        for _ in range(times):
            self._proceed()

    def _proceed(self) -> None:
        due = self.due()
        if due == 1:
            self.wait_and_order(KADIS, 0)
        elif due == 2:
            self.form(KABID)
        elif due == 3 and self.spt() is None:
            self.send(KABID)
        elif due == 3:
            if not self.filled:
                self.fill_sheets()
            self.attempt(RAHMAT, self._move("compose", ""))
            self.talk(RAHMAT, Tindakan.JAWAB)
            self.decide(RAHMAT, "accept")
            self.attempt(RAHMAT, self._move("submit", WHY))
        elif due < 8:
            self.talk(DESKS[due], Tindakan.TUTUP)
            self.decide(DESKS[due], "withdraw")
            if due < 7:
                check(self.place, DESKS[due], self.laporan_id)
            act = {4: "correct", 5: "validate", 6: "ratify", 7: "deliver"}[due]
            self.attempt(DESKS[due], self._move(act, WHY))

    # --- what must hold ------------------------------------------------------------------------

    def attempt(self, who: Pegawai | str, act: Callable[..., object]) -> None:
        """Do it; a refusal is a sentence and leaves everything as it was."""
        self.place.clock.forward(seconds=1)
        before = self.place.database.state
        gate = self.open_things()
        due, events = self.due(), {event.id for event in self.events()}
        try:
            act(self._seats[who])
        except BinaError as error:
            refusal = error.sentence
        else:
            refusal = ""
        if refusal:
            assert refusal[0].isupper(), refusal
            assert refusal.rstrip().endswith("."), refusal
            assert self.place.database.state is before
            return
        assert self.place.database.open_units == 0
        new = [event for event in self.events() if event.id not in events]
        assert len(new) <= 1
        for event in new:
            assert event.langkah == due or (due, event.langkah) == (3, 3)
            if event.jenis is JenisPeristiwa.SELESAI and due in (3, 4, 5, 6):
                assert gate == [], (due, gate)

    def open_things(self) -> list[str]:
        """Tell by its own reckoning what must not be open when a step is closed."""
        due, found = self.due(), []
        with self.reading() as uow:
            said = threads(uow.queries.komentar(spt_id=self.sheets.spt_id)).values()
            if any(one.status is StatusUtas.TERBUKA for one in said):
                found.append("thread")
            if any(one.status is StatusKoreksi.DIUSULKAN for one in self.koreksi()):
                found.append("koreksi")
            if 3 < due < 8:
                ticks = uow.queries.periksa(self.sheets.spt_id)
                if unchecked(the_sop().step(due), ticks, putaran_of(self.visit_events())):
                    found.append("periksa")
        if not self.filled:
            found.append("lembar")
        return found

    @invariant()
    def history_tells_where_the_draft_is(self) -> None:
        laporan = self.laporan()
        step = current_step(self.events(), SELUMA)
        assert step == (langkah_of(laporan.status) if laporan else min(step, 3))
        if laporan is not None and is_ratified(laporan.status):
            with self.reading() as uow:
                assert uow.berkas.has(laporan.berkas_sha256)
                assert uow.berkas.has(laporan.cuplikan_sha256)

    @invariant()
    def every_step_was_closed_by_another_with_its_output(self) -> None:
        doers: dict[int, str] = {}
        for event in self.events():
            if event.jenis is JenisPeristiwa.SELESAI:
                assert event.output
                if event.langkah in (4, 5, 6):
                    earlier = {doers[n] for n in range(3, event.langkah)}
                    assert event.pelaku not in {*earlier, RAHMAT.id, SITI.id}
                    assert ROLES[event.langkah] in self.roles_at(event)
                doers[event.langkah] = event.pelaku
            if event.jenis is JenisPeristiwa.KEMBALI:
                assert len(event.alasan) >= ALASAN_MINIMUM
                assert event.ke_langkah in the_sop().step(event.langkah).kembali_ke

    @invariant()
    def clocks_never_run_backwards(self) -> None:
        spt = self.spt()
        opens = {3: the_kalender().opening(spt.mulai)} if spt else {}
        now = self.place.clock.now()
        for clock in measure(
            the_sop(), self.events(), SELUMA, kalender=the_kalender(), now=now, opens=opens
        ):
            assert clock.terpakai == sum((one.terpakai for one in clock.putaran), timedelta())
            assert all(one.terpakai >= timedelta() for one in clock.putaran)
            if clock.mulai is not None and clock.selesai is not None:
                assert clock.mulai <= clock.selesai
            late = clock.terpakai > the_sop().step(clock.langkah).mutu_baku
            if late and clock.selesai is not None and clock.langkah > 3:
                assert clock.keterlambatan == WHY

    def reading(self):
        """Return what the database holds; read once for each state it was in."""
        if self._seen is None or self._seen[0] is not self.place.database.state:
            self._seen = (self.place.database.state, self.place.database.begin(actor=""))
        return self._seen[1]

    # --- reading -------------------------------------------------------------------------------

    def events(self) -> list[Peristiwa]:
        with self.reading() as uow:
            return list(uow.queries.peristiwa(TW4))

    def visit_events(self) -> tuple[Peristiwa, ...]:
        return events_of(self.events(), SELUMA)

    def laporan(self) -> Laporan | None:
        with self.reading() as uow:
            return uow.laporan.find(self.laporan_id)

    def spt(self) -> Spt | None:
        with self.reading() as uow:
            return uow.spt.find(self.sheets.spt_id)

    def koreksi(self):
        with self.reading() as uow:
            return uow.queries.koreksi(self.sheets.spt_id)

    def due(self) -> int:
        return current_step(self.events(), SELUMA)

    def roles_at(self, event: Peristiwa) -> frozenset[Peran]:
        with self.reading() as uow:
            who = uow.pegawai.get(event.pelaku)
            given = {
                one.peran
                for one in uow.pelimpahan.all()
                if one.pegawai_id == who.id and one.berlaku(event.waktu.date())
            }
        return who.peran | given


def _run(formulir, sheets: Sheets, *, examples: int, steps: int) -> None:
    run(
        lambda: Workflow(Installation(formulir), sheets),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=(Phase.generate,),  # finding the shortest story takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nothing_goes_out_of_turn_whatever_people_try(formulir, sheets):
    _run(formulir, sheets, examples=3, steps=14)


@pytest.mark.long
def test_nothing_goes_out_of_turn_in_many_long_stories(formulir, sheets):
    _run(formulir, sheets, examples=150, steps=80)
