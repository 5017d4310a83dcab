"""The clocks of the sample: steps 1 and 2, and ten kab/kota each a step further back."""

from __future__ import annotations

from datetime import timedelta

from tests.gui.sample import KABID, MORNING, PEGAWAI, SPT, STEP, WILAYAH

from bina_desktop.application.beranda import LangkahState, WilayahState
from bina_desktop.domain.bahasa import format_rentang
from bina_desktop.domain.jam_langkah import KeadaanLangkah


def langkah(nomor: int, judul: str, keadaan: KeadaanLangkah, jam: float, **rest) -> LangkahState:
    """Make one step's state; `jam` is the working time used."""
    baku = {
        1: (timedelta(minutes=30), "30 menit"),
        2: (timedelta(hours=2), "2 jam"),
        3: (timedelta(hours=15), "2 hari"),
        7: (timedelta(hours=7.5), "1 hari"),
    }.get(nomor, (timedelta(minutes=30), "30 menit"))
    begun = keadaan is not KeadaanLangkah.BELUM
    return LangkahState(
        nomor,
        judul,
        keadaan,
        MORNING if begun else None,
        None,
        timedelta(hours=jam),
        baku[0],
        baku[1],
        rest.get("pelaku", ""),
        rest.get("output", ""),
        rest.get("dikembalikan", 0),
    )


def langkah_awal(*, begun: bool = True) -> tuple[LangkahState, ...]:
    """Steps 1 and 2, done or not begun."""
    if not begun:
        return tuple(
            langkah(n, title, KeadaanLangkah.BELUM, 0)
            for n, title in enumerate(("Perintah membentuk Tim", "Pembentukan Tim"), start=1)
        )
    return (
        langkah(
            1,
            "Perintah membentuk Tim",
            KeadaanLangkah.SELESAI,
            0.3,
            pelaku=PEGAWAI[0].nama,
            output="Lembar Disposisi",
        ),
        langkah(
            2,
            "Pembentukan Tim",
            KeadaanLangkah.SELESAI_TERLAMBAT,
            3.2,
            pelaku=KABID.nama,
            output="SK Tim Pembinaan",
        ),
    )


def wilayah_states() -> tuple[WilayahState, ...]:
    """Ten kab/kota; each a step further back than the one before."""
    titles = ("Penilaian", "Koreksi", "Validasi", "Pengesahan", "Penyampaian")
    states: list[WilayahState] = []
    for n, wilayah in enumerate(WILAYAH):
        current = STEP[n] if n < len(SPT) else 3
        steps = tuple(
            langkah(
                nomor,
                title,
                _keadaan(nomor, current, n, has_spt=n < len(SPT)),
                16.5 if nomor == 3 and n % 3 == 0 else 9 if nomor == 3 else 0.4 + 0.2 * (n % 3),
                dikembalikan=1 if n == 5 and nomor == 3 else 0,
            )
            for nomor, title in enumerate(titles, start=3)
        )
        spt = SPT[n] if n < len(SPT) else None
        states.append(
            WilayahState(
                wilayah.kode,
                wilayah.nama,
                spt.id if spt else None,
                current,
                steps,
                9 - n % 4 if spt else 0,
                (9 - n % 4 if n < 6 else n) if spt and n != 7 else 0,
                format_rentang(spt.mulai, spt.selesai) if spt else "",
            )
        )
    return tuple(states)


def _keadaan(nomor: int, current: int, n: int, *, has_spt: bool) -> KeadaanLangkah:
    if nomor < current:
        late = nomor == 3 and n % 3 == 0
        return KeadaanLangkah.SELESAI_TERLAMBAT if late else KeadaanLangkah.SELESAI
    if nomor > current or not has_spt:
        return KeadaanLangkah.BELUM
    return KeadaanLangkah.TERLAMBAT if n % 2 else KeadaanLangkah.BERJALAN
