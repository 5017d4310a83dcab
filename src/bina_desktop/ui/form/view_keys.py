"""Which key does what in the questions of a form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from bina_desktop.ui.form.keys import KeyAction, KeyGroup
from bina_desktop.ui.form.steering import Steering

_tr = QCoreApplication.translate


def is_text(control: QWidget) -> bool:
    """Tell whether a control is typed into and can undo that by itself."""
    return isinstance(control, (QLineEdit, QPlainTextEdit, QTextEdit))


def actions_of(steering: Steering) -> tuple[KeyAction, ...]:
    """Return the keys of a form in the order of the cheat sheet."""
    view = steering.view

    def in_long_text(control: QWidget) -> bool:
        return isinstance(control, QPlainTextEdit)

    def in_long_text_without_proposal(control: QWidget) -> bool:
        here = view.current
        return in_long_text(control) and not (here and view.proposals.proposes(here.ref))

    def beside_the_answer(control: QWidget) -> bool:
        return view.current is not None and not view.current.owns(control) and is_text(control)

    def has_pages(control: QWidget) -> bool:
        del control
        return view.current is not None and view.current.takes_page_keys

    def moves_its_own(control: QWidget) -> bool:
        del control
        return view.current is not None and view.current.takes_alt_arrows

    answer, move, check = KeyGroup.ANSWER, KeyGroup.MOVE, KeyGroup.CHECK
    rows, about = KeyGroup.ROWS, KeyGroup.HELP
    return (
        KeyAction(answer, _tr("tombol", "Pilih jawaban dengan kode itu"), ("0 … 9",)),
        KeyAction(answer, _tr("tombol", "Pilih atau centang yang disorot"), ("Space",)),
        KeyAction(answer, _tr("tombol", "Sorot pilihan lain"), ("Up", "Down")),
        KeyAction(answer, _tr("tombol", "Hapus jawaban pilihan"), ("Del",)),
        KeyAction(answer, _tr("tombol", "Buka kalender atau daftar pilihan"), ("Alt+Down",)),
        KeyAction(answer, _tr("tombol", "Tempel gambar atau berkas"), ("Ctrl+V",)),
        KeyAction(
            answer,
            _tr("tombol", "Tambah bukti untuk pertanyaan ini"),
            ("Ctrl+B",),
            view.add_evidence,
        ),
        KeyAction(answer, _tr("tombol", "Pakai usulan triwulan lalu"), ("Ctrl+Return",)),
        KeyAction(
            answer,
            _tr("tombol", "Pakai semua usulan di halaman ini"),
            ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
            steering.confirm_page,
        ),
        KeyAction(move, _tr("tombol", "Pertanyaan berikutnya"), ("Return", "Tab")),
        KeyAction(move, _tr("tombol", "Pertanyaan sebelumnya"), ("Shift+Tab",)),
        KeyAction(
            move,
            _tr("tombol", "Belum dijawab berikutnya"),
            ("Ctrl+Down",),
            steering.go_to_next_open,
        ),
        KeyAction(
            move,
            _tr("tombol", "Belum dijawab sebelumnya"),
            ("Ctrl+Up",),
            steering.go_to_previous_open,
        ),
        KeyAction(
            move,
            _tr("tombol", "Cari dan tuju pertanyaan atau bagian"),
            ("Ctrl+G",),
            view.show_targets,
        ),
        KeyAction(move, _tr("tombol", "Lipat atau buka kelompok ini"), ("Ctrl+L",), steering.fold),
        KeyAction(
            move,
            _tr("tombol", "Halaman atau bagian berikutnya"),
            ("PgDown",),
            view.next_section,
            has_pages,
        ),
        KeyAction(
            move,
            _tr("tombol", "Halaman atau bagian sebelumnya"),
            ("PgUp",),
            view.previous_section,
            has_pages,
        ),
        KeyAction(
            move,
            _tr("tombol", "Halaman berikutnya, dari isian mana pun"),
            ("Ctrl+PgDown",),
            view.next_section,
        ),
        KeyAction(
            move,
            _tr("tombol", "Halaman sebelumnya, dari isian mana pun"),
            ("Ctrl+PgUp",),
            view.previous_section,
        ),
        KeyAction(
            move,
            _tr("tombol", "Pertanyaan pertama"),
            ("Ctrl+Home",),
            steering.go_to_first,
            in_long_text,
        ),
        KeyAction(
            move,
            _tr("tombol", "Pertanyaan terakhir"),
            ("Ctrl+End",),
            steering.go_to_last,
            in_long_text,
        ),
        KeyAction(
            check,
            _tr("tombol", "Yang perlu diperbaiki berikutnya"),
            ("Ctrl+E",),
            steering.go_to_next_problem,
        ),
        KeyAction(
            check,
            _tr("tombol", "Batalkan jawaban terakhir"),
            ("Ctrl+Z",),
            steering.undo,
            beside_the_answer,
        ),
        KeyAction(
            check,
            _tr("tombol", "Ulangi yang dibatalkan"),
            ("Ctrl+Y", "Ctrl+Shift+Z"),
            steering.redo,
            beside_the_answer,
        ),
        KeyAction(rows, _tr("tombol", "Tambah isian"), ("Ins",), steering.add_row),
        KeyAction(
            rows,
            _tr("tombol", "Tambah isian, di luar teks panjang"),
            ("Ctrl+Return", "Ctrl+Enter"),
            steering.confirm_or_add,
            in_long_text_without_proposal,
        ),
        KeyAction(rows, _tr("tombol", "Hapus isian ini"), ("Alt+Del",), steering.remove_row),
        KeyAction(
            rows,
            _tr("tombol", "Naikkan isian ini"),
            ("Alt+Up",),
            partial(steering.move_row, -1),
            moves_its_own,
        ),
        KeyAction(
            rows,
            _tr("tombol", "Turunkan isian ini"),
            ("Alt+Down",),
            partial(steering.move_row, 1),
            moves_its_own,
        ),
        KeyAction(about, _tr("tombol", "Petunjuk pertanyaan ini"), ("F1",), view.show_guidance),
        KeyAction(about, _tr("tombol", "Perbesar atau perkecil huruf"), ("Ctrl++", "Ctrl+-")),
        KeyAction(about, _tr("tombol", "Huruf kembali ke 100 %"), ("Ctrl+0",)),
        KeyAction(
            about,
            _tr("tombol", "Daftar tombol ini; “?” di luar kotak teks"),
            ("?", "Shift+F1", "Ctrl+/"),
            view.show_keys,
        ),
    )
