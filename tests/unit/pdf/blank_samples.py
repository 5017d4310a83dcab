"""Sample blanks: a Lembar Penilaian for anybody or for one officer, and a questionnaire."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.pdf.laporan_samples import DINILAI, a_lembar
from tests.unit.pdf.samples import PROVINSI, TW, a_kantor

from bina_desktop.application.dokumen_lembar import (
    BagianBlangko,
    ButirBlangko,
    DokumenBlangko,
    DokumenLembar,
    Isian,
)
from bina_desktop.application.orang import Orang
from bina_desktop.domain.pegawai import Kelompok


def a_blank_lembar(kelompok: Kelompok | None = None) -> DokumenLembar:
    asked = tuple(
        replace(
            aspek,
            indikator=tuple(
                replace(one, berlaku="PFO", contoh_bukti="Contoh: notulen rapat.")
                for one in aspek.indikator
            ),
        )
        for aspek in a_lembar().aspek
    )
    return replace(
        a_lembar(),
        dinilai=DINILAI if kelompok else Orang(""),
        kelompok=kelompok,
        aspek=(*asked[:5], replace(asked[5], indikator=())) if kelompok else asked,
        nomor="",
        tanggal=None,
        tmt_jabatan=None,
        pendidikan="",
        atasan="",
        nomor_spt="",
        tim=(),
        tanggapan="",
        blangko=True,
    )


def a_blangko() -> DokumenBlangko:
    scale = ("Tidak Setuju", "Kurang Setuju", "Setuju", "Sangat Setuju")
    return DokumenBlangko(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        judul="Kuesioner Aparatur",
        triwulan=TW,
        wilayah="Kota Bengkulu",
        pengantar=("Kuesioner ini tanpa nama.",),
        bagian=(
            BagianBlangko(
                "Identitas",
                (
                    ButirBlangko("Tanggal pengisian", Isian.DATE),
                    ButirBlangko("Masa kerja (tahun)", Isian.LINE),
                    ButirBlangko("Pendidikan", Isian.ONE, pilihan=("SMA", "D3", "S1")),
                    ButirBlangko("Desa", Isian.ONE, pilihan=tuple(map(str, range(30)))),
                    ButirBlangko("Layanan lain", Isian.LINES, bersyarat=True),
                ),
            ),
            BagianBlangko(
                "Bagian A",
                (
                    *(
                        ButirBlangko(f"Pernyataan ke-{n}.", Isian.ONE, f"{n}", scale)
                        for n in range(1, 9)
                    ),
                    ButirBlangko("Saya pernah ikut bimtek.", Isian.ONE, "9", ("Ya", "Tidak")),
                ),
            ),
        ),
        penutup=("Terima kasih.",),
        versi="2026.1",
    )
