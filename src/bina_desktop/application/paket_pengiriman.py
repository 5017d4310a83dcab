"""The transmittal pack of SOP step 7: signed Laporan, cover letter, workbook, and their hashes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.arsip import require_official
from bina_desktop.application.cetak import CetakService
from bina_desktop.application.paket_diterima import FORMAT, LAPORAN, MANIFEST, PENGANTAR, SCAN
from bina_desktop.application.pertukaran import PertukaranService
from bina_desktop.application.tinjauan import read_laporan
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.arsip import MacamArsip, newest_of, require_scan, way_of
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.laporan import LaporanId, is_ratified

_DAY: Final = (2026, 1, 1, 0, 0, 0)
"""Of every entry: the same files give the same pack."""


@dataclass(frozen=True, slots=True)
class PaketPengiriman:
    """A pack as bytes, with the name it should have."""

    nama: str
    data: bytes
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaketService:
    """Makes packs."""

    acting: Acting
    cetak: CetakService
    pertukaran: PertukaranService

    def make(self, laporan_id: LaporanId, *, progress: Progress) -> PaketPengiriman:
        """Return the pack of a ratified Laporan.

        Raises WrongStateError before ratification, MissingRequirementError without the scan of
        one signed in ink, NotFoundError where its file is not here, NotAllowedError.
        """
        with self.acting.reading() as uow:
            require_official(self.acting, uow)
            laporan, spt = read_laporan(uow, laporan_id)
            if not is_ratified(laporan.status):
                raise WrongStateError("Laporan ini belum disahkan, jadi belum dapat dikirim.")
            arsip = uow.arsip.of(laporan_id)
            require_scan(arsip, laporan.berkas_sha256)
            files = {LAPORAN: uow.berkas.get(laporan.berkas_sha256)}
            scan = newest_of(arsip, MacamArsip.PINDAIAN, induk=laporan.berkas_sha256)
            if scan is not None:
                ending = scan.nama.rpartition(".")[2]
                files[f"{SCAN}.{ending}"] = uow.berkas.get(scan.sha256)
        files[PENGANTAR] = self.cetak.surat_pengantar(laporan_id)
        with TemporaryDirectory() as folder:
            book = Path(folder) / "data-kunjungan.xlsx"
            written = self.pertukaran.export(
                book, JenisPaket.HASIL_LAPANGAN, [spt.id], progress=progress
            )
            files |= {path.name: path.read_bytes() for path in written.files if path.exists()}
        cara = way_of(arsip, laporan.berkas_sha256)
        manifest = {
            "format": FORMAT,
            "laporan": {
                "nomor": laporan.nomor,
                "tanggal": laporan.tanggal.isoformat() if laporan.tanggal else None,
                "wilayah": spt.kode_wilayah,
                "triwulan": str(spt.triwulan),
                "cara_tanda_tangan": cara.value if cara else None,
                "nomor_pengantar": laporan.nomor_pengantar,
            },
            "berkas": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        name = f"paket-laporan-{spt.kode_wilayah}-{spt.triwulan}.zip"
        return PaketPengiriman(name, _zip({MANIFEST: text.encode(), **files}), tuple(files))


def _zip(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return target.getvalue()
