"""Files of a sheet: read and judge, attach, open, remove, and which of them travel."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.journal import RecordFate
from bina_desktop.application.lembar_penilaian import ENTITY as LEMBAR
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.utas import require_reviewer
from bina_desktop.application.work import Changes, Topic
from bina_desktop.application.workbook import WorkbookReading
from bina_desktop.domain.arsip import Arsip, ArsipId
from bina_desktop.domain.bahasa import format_ukuran
from bina_desktop.domain.errors import InvalidValueError, disk_reason
from bina_desktop.domain.journal import Change, by_field, heads
from bina_desktop.domain.lampiran import (
    Lampiran,
    Untuk,
    lampiran_id_for,
    media_type,
    safe_name,
)
from bina_desktop.domain.lembar_penilaian import LembarId, LembarPenilaian
from bina_desktop.formengine.presentation import MediaKind, UploadPresentation

ENTITY: Final = "lampiran"
"""Name of attached files in the journal."""
ARSIP: Final = "arsip"
"""Name of files of reports in the journal."""
_KINDS: Final = {
    MediaKind.IMAGE: "gambar",
    MediaKind.AUDIO: "rekaman suara",
    MediaKind.VIDEO: "video",
}
ANY_FILE: Final = UploadPresentation()
MOST_IN_A_WORKBOOK: Final = 96 * 1_048_576
"""Bytes of attached files in one workbook that travels."""
_NAMING: Final = frozenset({"sha256", "nama", "jenis"})
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file that may be attached: its bytes, judged."""

    nama: str
    jenis: str
    """Media type by content."""
    data: bytes
    sha256: str

    @property
    def is_image(self) -> bool:
        """True for a picture."""
        return self.jenis.startswith("image/")


class LampiranService:
    """Keeps the files of sheets."""

    def __init__(self, acting: Acting, lembar: LembarService, *, batas: int) -> None:
        """`batas` is the greatest size of a file in bytes."""
        self._acting = acting
        self._lembar = lembar
        self.batas = batas

    def read(self, path: Path, wanted: UploadPresentation = ANY_FILE) -> Berkas:
        """Read a file and judge it by its content; stores nothing.

        A picture may be four times as large as is stored: it can be reduced. Raises
        InvalidValueError with a sentence.
        """
        try:
            if path.is_dir():
                raise InvalidValueError(f"“{_shown(path)}” adalah folder. Pilih sebuah berkas.")
            size = path.stat().st_size
            if size > 4 * self.batas:
                raise self._too_large(_shown(path), size)
            data = path.read_bytes()
        except OSError as error:
            raise InvalidValueError(
                f"Berkas “{_shown(path)}” tidak dapat dibaca: {disk_reason(error)}."
            ) from error
        return self.judge(data, _shown(path), wanted)

    def judge(self, data: bytes, nama: str, wanted: UploadPresentation = ANY_FILE) -> Berkas:
        """Tell what these bytes are. Raises InvalidValueError for what a question cannot take."""
        if not data:
            raise InvalidValueError(f"Berkas “{nama}” kosong (0 byte), jadi tidak dilampirkan.")
        jenis = media_type(data)
        if not jenis:
            raise InvalidValueError(
                f"Isi berkas “{nama}” bukan gambar, suara, video, atau dokumen yang dikenal, "
                "jadi tidak dilampirkan."
            )
        if fault := _mismatch(nama, jenis, wanted):
            raise InvalidValueError(fault)
        if len(data) > self.batas and not jenis.startswith("image/"):
            raise self._too_large(nama, len(data))
        return Berkas(safe_name(nama, jenis), jenis, data, hashlib.sha256(data).hexdigest())

    def attach(
        self, lembar_id: LembarId, ref: str, berkas: Berkas, *, untuk: Untuk
    ) -> tuple[Lampiran, Changes]:
        """Store a file durably at a question; the same file twice is one. Returns after commit.

        Raises InvalidValueError for one that is too large, WrongStateError and NotAllowedError as
        for answers.
        """
        if len(berkas.data) > self.batas:
            raise self._too_large(berkas.nama, len(berkas.data))
        with self._acting.unit() as uow:
            lembar = self._require_right(uow, lembar_id, untuk)
            sha256 = uow.berkas.put(berkas.data, nama=berkas.nama, jenis=berkas.jenis)
            key = lampiran_id_for(lembar_id, ref, untuk, sha256)
            lampiran = uow.lampiran.find(key)
            if lampiran is None:
                lampiran = Lampiran(
                    id=key,
                    spt_id=lembar.spt_id,
                    lembar_id=lembar_id,
                    ref=ref,
                    untuk=untuk,
                    nama=berkas.nama,
                    sha256=sha256,
                    ukuran=len(berkas.data),
                    jenis=berkas.jenis,
                )
                uow.lampiran.save(lampiran)
            uow.commit()
        return lampiran, _changed(lembar_id)

    def of(self, lembar_id: LembarId) -> Sequence[Lampiran]:
        """Return the files of a sheet that are not removed, by question and name."""
        with self._acting.reading() as uow:
            return uow.lampiran.of([lembar_id])

    def open(self, sha256: str) -> bytes:
        """Return the bytes. Raises NotFoundError for a file that did not arrive here."""
        with self._acting.reading() as uow:
            return uow.berkas.get(sha256)

    def remove(self, lampiran: Lampiran) -> Changes:
        """Take a file away from its question; the journal and the bytes keep it."""
        with self._acting.unit() as uow:
            self._require_right(uow, lampiran.lembar_id, lampiran.untuk)
            uow.lampiran.delete(lampiran.id)
            uow.commit()
        return _changed(lampiran.lembar_id)

    def restore(self, lampiran: Lampiran) -> Changes:
        """Bring a removed file back."""
        with self._acting.unit() as uow:
            self._require_right(uow, lampiran.lembar_id, lampiran.untuk)
            uow.lampiran.save(lampiran)
            uow.commit()
        return _changed(lampiran.lembar_id)

    def _require_right(
        self, uow: UnitOfWork, lembar_id: LembarId, untuk: Untuk
    ) -> LembarPenilaian:
        if untuk is Untuk.TINJAUAN:
            lembar = uow.lembar.get(lembar_id)
            require_reviewer(self._acting, uow, lembar.spt_id)
            return lembar
        return self._lembar.require_writable(uow, lembar_id)

    def _too_large(self, nama: str, size: int) -> InvalidValueError:
        return InvalidValueError(
            f"Berkas “{nama}” terlalu besar ({format_ukuran(size)}); batasnya "
            f"{format_ukuran(self.batas)}. Perkecil berkasnya, lalu lampirkan lagi."
        )


def _shown(path: Path) -> str:
    """Return the name of a file as it can be shown: a disk may hold one that is no text."""
    return path.name.encode(errors="replace").decode()


def _mismatch(nama: str, jenis: str, wanted: UploadPresentation) -> str:
    kind = _KINDS.get(wanted.media)
    if kind is not None and not jenis.startswith(f"{wanted.media}/"):
        return f"Isi berkas “{nama}” bukan {kind}. Pertanyaan ini hanya menerima {kind}."
    name = safe_name(nama, jenis).lower()
    if wanted.accept and not any(_accepts(rule.lower(), name, jenis) for rule in wanted.accept):
        rules = ", ".join(wanted.accept)
        return f"Berkas “{nama}” tidak diterima di sini. Pertanyaan ini menerima: {rules}."
    return ""


def _accepts(rule: str, name: str, jenis: str) -> bool:
    return name.endswith(rule) if rule.startswith(".") else fnmatchcase(jenis, rule)


def _changed(key: LembarId) -> Changes:
    return Changes.of(Topic.LEMBAR, records=frozenset({key}))


# --- travel ------------------------------------------------------------------------------------


def travelling(uow: UnitOfWork, changes: Sequence[Change]) -> Iterator[Lampiran | Arsip]:
    """Yield the files that go with these changes: those of reports, evidence, and what upload
    questions hold.

    Of a question on which two laptops disagree both files go; of one that was answered anew the
    former file does not. Files whose bytes never arrived here cannot go.
    """
    for key in sorted({ArsipId(c.record) for c in changes if c.entity == ARSIP}):
        arsip = uow.arsip.find(key)
        if arsip is not None and uow.berkas.has(arsip.sha256):
            yield arsip
    sheets = {LembarId(c.record) for c in changes if c.entity == LEMBAR}
    found = uow.lampiran.of(sheets)
    uploads = {(one.lembar_id, one.ref) for one in found if one.untuk is Untuk.JAWABAN}
    held = _held(change for change in changes if (change.record, change.field) in uploads)
    for one in found:
        wanted = one.untuk is not Untuk.JAWABAN or any(
            map(one.is_held_by, held.get((one.lembar_id, one.ref), ()))
        )
        if wanted and uow.berkas.has(one.sha256):
            yield one


def _held(changes: Iterable[Change]) -> dict[tuple[str, str], set[str]]:
    """Return what upload questions hold by sheet and ref; several where laptops differ."""
    return {
        (key.record, key.field): {_plain(head.value) for head in heads(group)}
        for key, group in by_field(changes).items()
    }


def _plain(text: str) -> str:
    """Return the text of a JSON string; '' for anything else, also for what is no JSON."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def shared_out(found: Sequence[Lampiran | Arsip]) -> list[dict[str, str]]:
    """Return names by SHA-256, shared out over as many workbooks as are needed; at least one."""
    parts: list[dict[str, str]] = [{}]
    room = MOST_IN_A_WORKBOOK
    seen: set[str] = set()
    for one in found:
        if one.sha256 in seen:
            continue
        seen.add(one.sha256)
        if parts[-1] and one.ukuran > room:
            parts.append({})
            room = MOST_IN_A_WORKBOOK
        parts[-1][one.sha256] = one.nama
        room -= one.ukuran
    return parts


def store_arrived(uow: UnitOfWork, reading: WorkbookReading) -> None:
    """Keep the files that came with a workbook and that its changes name; others are left."""
    if not reading.lampiran:
        return
    named: dict[str, dict[str, str]] = {}
    for change in reading.changes:
        if change.entity in (ENTITY, ARSIP) and change.field in _NAMING:
            named.setdefault(change.record, {})[change.field] = _plain(change.value)
    for facts in named.values():
        sha256, jenis = facts.get("sha256", ""), facts.get("jenis", "")
        data = reading.lampiran.get(sha256)
        if data is not None:
            uow.berkas.put(data, nama=safe_name(facts.get("nama", ""), jenis), jenis=jenis)


def missing_words(
    uow: UnitOfWork, records: Iterable[RecordFate], reading: WorkbookReading
) -> tuple[str, ...]:
    """Return a sentence where files are neither here nor in the workbook, after its changes."""
    sheets = {LembarId(one.record) for one in records if one.entity == LEMBAR}
    answers: dict[LembarId, set[str]] = {}
    lost: list[str] = []
    for one in uow.lampiran.of(sheets):
        if one.sha256 in reading.lampiran or uow.berkas.has(one.sha256):
            continue
        held = answers.setdefault(one.lembar_id, set(uow.lembar.answers(one.lembar_id).values()))
        if one.untuk is not Untuk.JAWABAN or any(map(one.is_held_by, held)):
            lost.append(f"“{one.nama}”")
    if not lost:
        return ()
    more = f", dan {len(lost) - _NAMED} lainnya" if len(lost) > _NAMED else ""
    words = (
        f"{len(lost)} lampiran belum ada di komputer ini dan tidak ikut dalam berkas: "
        f"{', '.join(lost[:_NAMED])}{more}. Jawabannya tetap diterima; lampirannya menyusul bila "
        "pengirim mengekspor ulang."
    )
    return (words,)
