"""Step 2: the Kabid forms the team (SK Tim)."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from bina_desktop.application.penugasan import PenugasanState
from bina_desktop.application.services import Services
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, format_nip
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan, SkTim
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.dialogs.reason import ask_delay
from bina_desktop.ui.documents import DocumentDoor
from bina_desktop.ui.fitted import Fitted
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import (
    Card,
    EmptyState,
    FieldRows,
    Note,
    allow,
    button,
    column,
    label,
    row,
)
from bina_desktop.ui.pickers import DatePicker, PegawaiPicker, calm
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import GAP, colours
from bina_desktop.ui.wording import local_today, nama_kedudukan, nama_status_kepegawaian

_ORDER = list(Kedudukan)
_ROW_HEIGHT = 46


class SkTimPanel(QWidget):
    """Members with their place, number and date of the SK; edits until saved are a draft."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._triwulan: Triwulan | None = None
        self._stored: SkTim | None = None
        self._dirty = False
        self._late = ""
        self._pegawai: dict[PegawaiId, Pegawai] = {}
        self._anggota: list[AnggotaTim] = []
        self._door = DocumentDoor(jobs, self)
        self.banner = Banner()
        self.nomor = QLineEdit()
        self.nomor.setPlaceholderText(self.tr("belum bernomor – nomor diberikan TU"))
        self.tanggal = DatePicker()
        self.anggaran = QLineEdit()
        self.anggaran.setPlaceholderText(self.tr("contoh: DPA Dinas … Nomor …"))
        self.table = self._make_table()
        self._nobody = EmptyState(
            self.tr("Belum ada anggota."),
            self.tr("Pilih pegawai dan kedudukannya di bawah ini, lalu tekan Tambah."),
        )
        self.person = PegawaiPicker()
        self.person.setPlaceholderText(self.tr("Semua pegawai sudah menjadi anggota"))
        self.person.setAccessibleName(self.tr("Pegawai yang ditambahkan"))
        self.kedudukan = QComboBox()
        self.kedudukan.setAccessibleName(self.tr("Kedudukan"))
        for kedudukan in reversed(_ORDER):
            self.kedudukan.addItem(nama_kedudukan(kedudukan), kedudukan)
        calm(self.kedudukan)
        self.add = button(self.tr("&Tambah"), self.add_member, glyph="add")
        self.remove = button(self.tr("&Keluarkan"), self.remove_member, glyph="trash")
        self.save = button(self.tr("&Simpan SK Tim"), self.save_team, kind="primary", glyph="save")
        self.print = button(self.tr("&Cetak SK"), self._print, glyph="pdf")
        self.why = Note()
        self._lay_out()
        for field in (self.nomor, self.anggaran):
            field.textEdited.connect(self._touch)
        self.tanggal.dateChanged.connect(self._touch)
        self.table.selectionModel().selectionChanged.connect(self._update_buttons)

    def start(self, triwulan: Triwulan) -> None:
        """Begin with an empty team."""
        self._triwulan = triwulan
        self._dirty = False
        self._fill(None)
        self.banner.clear()

    def show_state(self, state: PenugasanState, pegawai: tuple[Pegawai, ...]) -> None:
        """Show the stored SK unless somebody is editing."""
        self._pegawai = {p.id: p for p in pegawai}
        self._stored = state.sk_tim
        self._late = state.terlambat
        self._why = self._obstacle(state)
        if not self._dirty:
            self._fill(state.sk_tim)
        self._show_members()

    def add_member(self) -> None:
        """Add the picked person in the picked place."""
        pegawai_id = self.person.pegawai_id
        if pegawai_id is not None:
            self._anggota.append(AnggotaTim(pegawai_id, Kedudukan(self.kedudukan.currentData())))
            self._anggota.sort(key=lambda a: _ORDER.index(a.kedudukan))
            self._touch()
            self._show_members()

    def remove_member(self) -> None:
        """Take the selected person out."""
        chosen = self.table.selected
        if chosen is not None:
            self._anggota.remove(chosen)
            self._touch()
            self._show_members()

    def save_team(self) -> None:
        """Form the team, or edit the SK."""
        triwulan = self._triwulan
        late = ask_delay(self._late, self) if triwulan is not None else None
        if triwulan is None or late is None:
            return
        tanggal, nomor = self.tanggal.day, self.nomor.text().strip()
        anggaran, anggota = self.anggaran.text().strip(), tuple(self._anggota)
        self.save.setEnabled(False)
        self._jobs.run(
            lambda _progress: self._services.penugasan.form_team(
                triwulan,
                tanggal=tanggal,
                nomor=nomor,
                anggaran=anggaran,
                anggota=anggota,
                keterlambatan=late,
            ),
            done=lambda _changes: self._saved(),
            failed=self.banner.tell_error,
            ended=self._update_buttons,
            owner=self,
        )

    def _saved(self) -> None:
        self._dirty = False
        self.banner.tell(self.tr("SK Tim tersimpan. SPT dapat diterbitkan."), "good")

    def _obstacle(self, state: PenugasanState) -> str:
        if state.perintah is None and state.sk_tim is None:
            return self.tr("Tim dibentuk sesudah ada perintah Kepala Dinas (langkah 1).")
        if not state.may_form:
            return self.tr("SK Tim hanya dapat dibuat dan diubah oleh Kepala Bidang.")
        return ""

    def _fill(self, sk: SkTim | None) -> None:
        self._anggota = list(sk.anggota) if sk else []
        self.nomor.setText(sk.nomor if sk else "")
        self.anggaran.setText(sk.anggaran if sk else "")
        self.tanggal.blockSignals(True)
        self.tanggal.day = sk.tanggal if sk else local_today()
        self.tanggal.blockSignals(False)

    def _touch(self) -> None:
        self._dirty = True
        self._update_buttons()

    def _show_members(self) -> None:
        members = {a.pegawai_id for a in self._anggota}
        self.table.show_records(self._anggota)
        self.table.show_whole(fewest=3)
        self.table.setVisible(bool(self._anggota))
        self._nobody.setVisible(not self._anggota)
        self.person.offer([p for p in self._pegawai.values() if p.aktif and p.id not in members])
        self._update_buttons()

    def _update_buttons(self) -> None:
        why = getattr(self, "_why", "")
        for field in (self.nomor, self.anggaran, self.tanggal, self.person, self.kedudukan):
            field.setEnabled(not why)
        allow(self.add, not why and self.person.count() > 0, why)
        chosen = self.table.selected is not None
        allow(self.remove, not why and chosen, why or self.tr("Pilih anggota dalam tabel dahulu."))
        has_ketua = any(a.kedudukan is Kedudukan.KETUA for a in self._anggota)
        reason = why or ("" if has_ketua else self.tr("Tim harus mempunyai seorang Ketua."))
        if not reason and not self._dirty:
            reason = self.tr("Belum ada perubahan yang perlu disimpan.")
        allow(self.save, not reason, reason)
        allow(
            self.print,
            self._stored is not None and not self._dirty,
            self.tr("Simpan SK Tim dahulu; yang dicetak adalah yang tersimpan."),
        )
        self.why.say(reason)

    def _make_table(self) -> RecordTable[AnggotaTim]:
        def of(member: AnggotaTim, name: str) -> str:
            return getattr(self._pegawai.get(member.pegawai_id), name, "–")

        table = RecordTable(
            [
                Column[AnggotaTim](
                    self.tr("Kedudukan"), lambda a: nama_kedudukan(a.kedudukan), width=150
                ),
                Column[AnggotaTim](self.tr("Nama dan NIP"), lambda a: of(a, "nama"), stretch=True),
                Column[AnggotaTim](self.tr("Jabatan"), lambda a: of(a, "jabatan"), stretch=True),
            ],
            name=self.tr("Anggota Tim"),
            sortable=False,
            row_height=_ROW_HEIGHT,
        )
        table.setItemDelegateForColumn(1, TwoLineDelegate(self._nip_line, table))
        return table

    def _nip_line(self, member: AnggotaTim) -> tuple[str, str]:
        person = self._pegawai.get(member.pegawai_id)
        if person is None:
            return self.tr("pegawai tidak ditemukan"), colours().bad
        check = self._services.pegawai.check_nip(person.nip, person.status)
        if check.error:
            return check.error, colours().bad
        remark = " ".join(check.warnings)
        nip = format_nip(person.nip) or nama_status_kepegawaian(person.status)
        return (f"{nip} · {remark}", colours().warn) if remark else (nip, "")

    def _lay_out(self) -> None:
        card = Card(spacing=12)
        texts, day = FieldRows(), FieldRows()
        texts.add(self.tr("&Nomor SK"), self.nomor)
        day.add(self.tr("Tangga&l"), self.tanggal)
        texts.add(self.tr("An&ggaran"), self.anggaran)
        fields = row(spacing=24)
        fields.addLayout(texts, 1)
        fields.addLayout(day)
        card.body.addWidget(label(self.tr("Keputusan tentang Tim Pembinaan"), size=1.1, bold=True))
        card.body.addWidget(
            label(
                self.tr(
                    "SOP langkah 2 · mutu baku 2 jam. Anggota Tim inilah yang dapat diberi SPT."
                ),
                kind="muted",
                wrap=True,
            )
        )
        inside = QWidget()
        within = column(spacing=12)
        within.setContentsMargins(0, 0, 4, 0)
        inside.setLayout(within)
        within.addLayout(fields)
        within.addWidget(self.table)
        within.addWidget(self._nobody)
        adding = row(self.person, self.kedudukan, self.add, 0, self.remove)
        adding.setStretch(0, 1)
        within.addLayout(adding)
        acts = row(self.save, self.print, self.why, spacing=GAP)
        acts.setStretch(2, 1)
        card.body.addWidget(Fitted(inside))
        card.body.addLayout(acts)
        layout = column(self.banner, card, 1, spacing=12)
        layout.setContentsMargins(0, 12, 0, 6)
        self.setLayout(layout)

    def _print(self) -> None:
        triwulan = self._triwulan
        if triwulan is not None:
            self._door.open(
                lambda: self._services.cetak.sk_tim(triwulan), f"sk-tim-{triwulan}.pdf"
            )
