"""Registers of numbers: what bears which number, giving one, and the template of a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSplitter, QWidget

from bina_desktop.application.nomor import Registers, RegisterView
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes
from bina_desktop.domain.nomor import JenisNomor, NomorId, StatusNomor, Templat, Tercatat
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import (
    Card,
    FieldRows,
    Note,
    allow,
    button,
    column,
    label,
    row,
    scrolled,
)
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import colours, sized
from bina_desktop.ui.wording import nomor, tanggal

_SHOWN_GAPS = 8


class NomorPanel(QWidget):
    """Kinds of papers on the left; the the register of the chosen one on the right."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._found: Registers | None = None
        self._shown: RegisterView | None = None
        self._offered: tuple[JenisNomor | None, str] = (None, "")
        self.banner = Banner()
        self.kinds = self._make_kinds()
        self.entries = self._make_entries()
        self._heading = label(size=1.1, bold=True, wrap=True)
        self._warning = Note(kind="warn")
        self.nomor = QLineEdit()
        self.give = button(self.tr("Beri no&mor"), self.give_number, kind="primary", glyph="save")
        self.places, self.keterangan = QLineEdit(), QLineEdit()
        self.places.setPlaceholderText(self.tr("7 atau 7-12"))
        self.keterangan.setPlaceholderText(self.tr("untuk apa, atau mengapa batal"))
        self.keterangan.setToolTip(self.tr("Untuk apa nomor ini, atau mengapa batal"))
        self.keep = button(self.tr("&Cadangkan"), self.reserve)
        self.void = button(self.tr("&Batalkan"), self.make_void)
        self.free = button(self.tr("Bebaskan"), self.release)
        self.pola, self.kode = QLineEdit(), QLineEdit()
        self.berurutan = QCheckBox(self.tr("Nomor harus berur&utan; yang melompat ditolak"))
        self.yth, self.tembusan = QPlainTextEdit(), QPlainTextEdit()
        self.save = button(self.tr("&Simpan templat"), self.save_template, glyph="save")
        self.why = Note()
        self._lay_out()
        self.kinds.selectionModel().selectionChanged.connect(self._choose)
        self.entries.selectionModel().selectionChanged.connect(self._offer)

    def show_state(self, found: Registers) -> None:
        """Show all registers; the chosen kind stays, and what somebody is writing."""
        self._found = found
        kept = self._shown.jenis if self._shown else None
        self.kinds.show_records(found.views)
        if not self.kinds.select(lambda v: v.jenis is kept):
            self.kinds.selectRow(0)
        self._choose()

    def give_number(self) -> None:
        """Give the chosen paper what stands in the line."""
        line, shown, number = self.entries.selected, self._shown, self.nomor.text().strip()
        if line is not None and shown is not None:
            self._act(
                lambda: self._services.nomor.give(shown.jenis, line.of, number),
                self.tr("{0}: {1}.").format(line.naskah, nomor(number)),
                then=lambda: self.nomor.setModified(False),
            )

    def reserve(self) -> None:
        """Reserve the numbers that are typed."""
        self._keep(StatusNomor.DICADANGKAN, self.tr("Nomor dicadangkan."))

    def make_void(self) -> None:
        """Make the numbers void that are typed."""
        self._keep(StatusNomor.BATAL, self.tr("Nomor dibatalkan dan tidak akan diberikan."))

    def release(self) -> None:
        """Give the chosen reserved or void number free."""
        line = self.entries.selected
        if line is not None:
            self._act(
                lambda: self._services.nomor.release(NomorId(line.of)),
                self.tr("Nomor {0} bebas kembali.").format(line.nomor),
            )

    def save_template(self) -> None:
        """Store the template of the chosen kind."""
        if self._shown is not None:
            wanted = replace(
                self._shown.templat,
                pola=self.pola.text(),
                kode_klasifikasi=self.kode.text(),
                berurutan=self.berurutan.isChecked(),
                yth=self.yth.toPlainText(),
                tembusan=self.tembusan.toPlainText(),
            )
            self._act(
                lambda: self._services.nomor.save_templat(wanted),
                self.tr("Templat tersimpan."),
                then=lambda: self._show_template(wanted),
            )

    def _keep(self, status: StatusNomor, news: str) -> None:
        first, _, last = self.places.text().replace("–", "-").partition("-")
        try:
            dari, sampai = int(first), int(last or first)
        except ValueError:
            self.banner.tell(self.tr("Tulis nomornya dengan angka, misalnya 7 atau 7-12."), "bad")
            return
        shown, found, why = self._shown, self._found, self.keterangan.text()
        if shown is not None and found is not None:
            self._act(
                lambda: self._services.nomor.keep(
                    shown.jenis,
                    found.tahun,
                    dari=dari,
                    sampai=sampai,
                    status=status,
                    keterangan=why,
                ),
                news,
            )

    def _act(
        self, work: Callable[[], Changes], news: str, then: Callable[[], None] | None = None
    ) -> None:
        def tell(_changes: Changes) -> None:
            self.banner.tell(news, "good")
            if then is not None:
                then()

        self._jobs.run(
            lambda _progress: work(), done=tell, failed=self.banner.tell_error, owner=self
        )

    def _choose(self) -> None:
        chosen = self.kinds.selected
        if chosen is None or self._found is None:
            return
        shown = self._shown
        written = shown is not None and shown.jenis is chosen.jenis and self._is_written(shown)
        self._shown = chosen
        self._heading.setText(
            self.tr("{0} · register {1}").format(chosen.judul, self._found.tahun)
        )
        self.entries.show_records(chosen.tercatat)
        self.entries.show_whole(fewest=3, most=9)
        self._warning.say(self._warnings(chosen))
        if not written:
            self._show_template(chosen.templat)
        self._offer()

    def _show_template(self, templat: Templat) -> None:
        self.pola.setText(templat.pola)
        self.kode.setText(templat.kode_klasifikasi)
        self.berurutan.setChecked(templat.berurutan)
        self.yth.setPlainText(templat.yth)
        self.tembusan.setPlainText(templat.tembusan)
        self._rows.setRowVisible(self.yth, bool(templat.yth))

    def _is_written(self, shown: RegisterView) -> bool:
        """Tell whether somebody has altered the template and not stored it yet."""
        return (
            any(line.isModified() for line in (self.pola, self.kode))
            or any(text.document().isModified() for text in (self.yth, self.tembusan))
            or self.berurutan.isChecked() != shown.templat.berurutan
        )

    def _warnings(self, chosen: RegisterView) -> str:
        lines: list[str] = []
        if chosen.celah:
            gaps = ", ".join(str(one) for one in chosen.celah[:_SHOWN_GAPS])
            more = " …" if len(chosen.celah) > _SHOWN_GAPS else ""
            lines.append(self.tr("Belum terpakai di antaranya: {0}{1}.").format(gaps, more))
        lines += [self.tr("Nomor {0} dipakai dua kali.").format(one) for one in chosen.ganda]
        return "\n".join(lines)

    def _offer(self) -> None:
        """Offer what may be done with the chosen line."""
        line, may = self.entries.selected, self._found is not None and self._found.may_edit
        why = "" if may else self.tr("Nomor dicatat oleh Kepala Dinas, Kabid, atau administrator.")
        paper = line is not None and line.status is StatusNomor.DIPAKAI
        none = why or self.tr("Pilih naskah dalam register.")
        allow(self.give, may and paper, none)
        allow(self.free, may and line is not None and not paper, none)
        for control in (self.keep, self.void, self.save):
            allow(control, may, why)
        proposal = self._shown.berikutnya if self._shown else ""
        of = (self._shown.jenis if self._shown else None, line.of if line and paper else "")
        if of != self._offered or not self.nomor.isModified():
            self._offered = of
            self.nomor.setText((line.nomor or proposal) if line is not None and paper else "")
        self.nomor.setEnabled(may and paper)
        self.why.say(why)

    def _make_kinds(self) -> RecordTable[RegisterView]:
        def second(view: RegisterView) -> tuple[str, str]:
            if view.belum:
                return self.tr("{0} belum bernomor").format(view.belum), colours().warn
            return self.tr("berikutnya {0}").format(view.berikutnya), ""

        table = RecordTable(
            [Column[RegisterView](self.tr("Register"), lambda v: v.judul, stretch=True)],
            name=self.tr("Jenis naskah"),
            sortable=False,
            row_height=46,
        )
        table.setItemDelegateForColumn(0, TwoLineDelegate(second, table))
        return table

    def _make_entries(self) -> RecordTable[Tercatat]:
        words = {
            StatusNomor.DIPAKAI: self.tr("dipakai"),
            StatusNomor.DICADANGKAN: self.tr("dicadangkan"),
            StatusNomor.BATAL: self.tr("batal"),
        }

        def state(line: Tercatat) -> str:
            return words[line.status] if line.nomor else self.tr("belum bernomor")

        return RecordTable(
            [
                Column[Tercatat](self.tr("Nomor"), lambda t: t.nomor or "–", width=230),
                Column[Tercatat](
                    self.tr("Naskah"), lambda t: t.naskah, stretch=True, tip=lambda t: t.naskah
                ),
                Column[Tercatat](self.tr("Tanggal"), lambda t: tanggal(t.tanggal), width=150),
                Column[Tercatat](
                    self.tr("Keadaan"),
                    state,
                    width=130,
                    colour=lambda t: colours().text if t.nomor else colours().warn,
                ),
            ],
            name=self.tr("Isi register"),
            sortable=False,
        )

    def _lay_out(self) -> None:
        for text in (self.yth, self.tembusan):
            text.setTabChangesFocus(True)
            sized(text, height=92)
        register = Card(spacing=10)
        fields = FieldRows()
        line = QWidget()
        line.setLayout(row(self.nomor, self.give))
        line.setFocusProxy(self.nomor)
        fields.add(self.tr("&Nomor"), line)
        self.nomor.setAccessibleName(self.tr("Nomor naskah terpilih"))
        kept = QWidget()
        kept.setLayout(row(self.places, self.keterangan, self.keep, self.void, self.free))
        kept.setFocusProxy(self.places)
        sized(self.places, width=110)
        self.keterangan.setAccessibleName(self.tr("Keterangan"))
        fields.add(self.tr("Tan&pa naskah"), kept)
        self.places.setAccessibleName(self.tr("Nomor tanpa naskah"))
        for item in (self._heading, self._warning, self.entries):
            register.body.addWidget(item)
        register.body.addLayout(fields)
        register.body.addWidget(self.why)
        holder = QWidget()
        holder.setLayout(column(register, self._template_card(), 1, spacing=12))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(14)
        splitter.addWidget(self.kinds)
        splitter.addWidget(scrolled(holder))
        splitter.setSizes([300, 900])
        layout = column(self.banner, splitter, spacing=10)
        layout.setContentsMargins(0, 12, 0, 6)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _template_card(self) -> Card:
        card = Card(spacing=10)
        self._rows = rows = FieldRows()
        tokens = Note(
            self.tr(
                "Token: {kode_klasifikasi} {nomor} {unit} {bulan} {bulan_romawi} {tahun}; "
                "{nomor:3} menulis 007."
            )
        )
        copies = Note(
            self.tr(
                "Satu baris satu tembusan. Token: {provinsi} {nama_provinsi} {kepala_daerah} "
                "{nama_dinas}."
            )
        )
        rows.add(self.tr("P&ola nomor"), self.pola, tokens)
        rows.add(self.tr("&Kode klasifikasi"), self.kode, self.berurutan)
        rows.add(self.tr("Alamat &Yth."), self.yth)
        rows.add(self.tr("&Tembusan"), self.tembusan, copies)
        card.body.addWidget(label(self.tr("Templat naskah ini"), size=1.1, bold=True))
        card.body.addLayout(rows)
        card.body.addLayout(row(self.save, 1))
        return card
