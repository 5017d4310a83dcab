"""Stand-ins for paper, Excel and signatures: what they were given can be read back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bina_desktop.application.penerbit import Penerbit
from bina_desktop.application.rekap_content import (
    RekapContent,
    RekapKunjungan,
    RekapWritten,
)
from bina_desktop.application.signature import (
    Credential,
    ExpectedSigner,
    FoundToken,
    PdfVerification,
    Pkcs12,
    SignatureCheck,
    SignerIdentity,
)
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import (
    Refusal,
    Rejection,
    Seal,
    WorkbookContent,
    WorkbookReading,
)
from bina_desktop.domain.errors import (
    ImportRefusedError,
    PasswordRequiredError,
    SigningError,
    WrongPasswordError,
)
from bina_desktop.domain.journal import Change


class FakeDocuments:
    """Keeps the DTO of each document; its bytes are their text, so equal content, equal bytes."""

    def __init__(self) -> None:
        self.drawn: list[Any] = []
        self.while_drawing: Callable[[], None] = lambda: None
        self.photographs: list[bytes | None] = []

    def _draw(self, dokumen: Any) -> bytes:
        self.while_drawing()
        self.drawn.append(dokumen)
        return f"%PDF {dokumen}".encode()

    disposisi = sk_tim = spt = lembar = surat_pengantar = naskah = _draw

    def laporan(self, dokumen: Any, berkas: Callable[[str], bytes | None]) -> bytes:
        """Keep the photographs that were asked for, too."""
        self.photographs = [berkas(one.sha256) for one in dokumen.dokumentasi]
        return self._draw(dokumen)


P12 = Pkcs12(b"p12", "rahasia")
"""What FakeSigner signs with."""


class FakeSigner:
    """Signs by adding the name; password and PIN are `rahasia`."""

    def __init__(self) -> None:
        self.while_signing: Callable[[], None] = lambda: None
        self.expected: Sequence[ExpectedSigner] | None = None
        """Who had to have signed what was verified last."""

    def sign(
        self,
        pdf: bytes,
        *,
        credential: Credential,
        identity: SignerIdentity,
        reason: str,
        location: str,
        at: datetime,
        field: str = "Kadis",
    ) -> bytes:
        self.while_signing()
        secret = credential.password if isinstance(credential, Pkcs12) else credential.pin
        if secret != "rahasia":
            raise SigningError("Kata sandi sertifikat salah.")
        where = "" if field == "Kadis" else f" {field}"
        return pdf + f" signed{where} {identity.nama} {location} {at.isoformat()}".encode()

    def tokens(self, module: Path) -> Sequence[FoundToken]:
        """Return one token for each module that there is."""
        if not module.name:
            raise SigningError("Tidak ada token yang terpasang.")
        return [FoundToken(1, "Kadis", module.stem)]

    def check_codes(self, data: bytes) -> Sequence[str]:
        """Read what a test wrote on the paper: `%PDF- kode K7QF-…`."""
        words = data.decode("latin-1").split()
        return words[words.index("kode") + 1 :][:1] if "kode" in words else []

    def shows_text(self, data: bytes) -> bool:
        """Tell whether a test says so: `%PDF teks`."""
        return data.startswith(b"%PDF teks")

    def verify_returned(
        self, sent: bytes, returned: bytes, *, by: SignerIdentity
    ) -> PdfVerification:
        ok = returned == sent + f" signed elsewhere {by.nama}".encode()
        words = "Tanda tangan utuh." if ok else "Berkas ini bukan dokumen yang dikirim."
        return PdfVerification(hashlib.sha256(returned).hexdigest(), (), ok, words)

    def verify(
        self,
        pdf: bytes,
        *,
        anchors: Sequence[bytes] | None = None,
        expected: Sequence[ExpectedSigner] | None = None,
    ) -> PdfVerification:
        self.expected = expected
        signed = b" signed " in pdf
        words = "Tanda tangan utuh." if signed else "Tidak ada tanda tangan."
        found = (SignatureCheck("Kadis", "", None, True, False, words),) if signed else ()
        kode = (*self.check_codes(pdf), "")[0] if signed else ""
        return PdfVerification(hashlib.sha256(pdf).hexdigest(), found, signed, words, kode)


class FakeCertificates:
    """Issuers in memory; what stands in a file is the name of one."""

    def __init__(self, known: Sequence[Penerbit] = (), *, kept: Sequence[Penerbit] = ()) -> None:
        self.known = known
        self.kept = list(kept)

    def list(self):
        return self.kept

    def look(self, data, nama):
        assert nama.endswith(".crt")
        return [one for one in self.known if one.nama.encode() == data]

    def add(self, data, nama):
        self.kept += self.look(data, nama)

    def remove(self, fingerprint):
        self.kept = [one for one in self.kept if one.fingerprint != fingerprint]


class FakeRekap:
    """Takes the visits of a recap, as the workbook does."""

    def __init__(self) -> None:
        self.files: dict[Path, RekapContent] = {}
        self.visits: list[RekapKunjungan] = []
        self.password = ""

    def write(self, path: Path, content: RekapContent, *, password: str = "") -> RekapWritten:
        self.files[path], self.visits, self.password = content, list(content.visits), password
        answers = sum(len(one.jawaban) for visit in self.visits for one in visit.jawaban)
        sheets = sum(visit.lembar_final for visit in self.visits)
        return RekapWritten(len(self.visits), sheets, answers)


class FakeWorkbooks:
    """Files by path; a test may edit cells, break the seal or reject parts before reading."""

    def __init__(self) -> None:
        self.files: dict[Path, WorkbookContent] = {}
        self.edits: tuple[Change, ...] = ()
        self.rejections: tuple[Rejection, ...] = ()
        self.seal = Seal.VALID
        self.refused: set[Path] = set()
        self.refusals: dict[Path, tuple[Refusal, ...]] = {}

    def write(self, path: Path, content: WorkbookContent, *, progress: Progress) -> None:
        progress.report(2, 3, "Menulis")
        content.sign(b"manifest")
        self.files[path] = content

    def load(self, path: Path) -> bytes:
        return self._content(path).export_id.encode()

    @contextmanager
    def laid_down(self, name: str, data: bytes) -> Iterator[Path]:
        with TemporaryDirectory() as folder:
            path = (Path(folder) / "berkas").with_suffix(Path(name).suffix)
            path.write_bytes(data)
            yield path

    def write_refusals(self, path: Path, refusals: Sequence[Refusal]) -> None:
        self.refusals[path] = tuple(refusals)

    def _content(self, path: Path) -> WorkbookContent:
        """Find a file; one that was put back on a disk holds the id of its export."""
        if path.exists():
            key = path.read_text()
            return next(one for one in self.files.values() if one.export_id == key)
        if path not in self.files:
            raise ImportRefusedError(f"Berkas “{path.name}” tidak dapat dibuka.")
        return self.files[path]

    def read_all(
        self, paths: Sequence[Path], *, progress: Progress, passwords: Sequence[str] = ()
    ) -> Generator[tuple[Path, WorkbookReading | ImportRefusedError]]:
        for path in paths:
            progress.report(0, 0, path.name)
            try:
                fitting = [one for one in passwords if one == self._locked_with(path)]
                password = (fitting or [*passwords, ""])[0]
                yield path, self.read(path, progress=progress, password=password)
            except ImportRefusedError as error:
                yield path, error

    def _locked_with(self, path: Path) -> str:
        return self._content(path).password

    def read(self, path: Path, *, progress: Progress, password: str = "") -> WorkbookReading:
        content = self._content(path)
        if content.password and not password:
            raise PasswordRequiredError(f"Berkas “{path.name}” dilindungi kata sandi.")
        if content.password != password:
            raise WrongPasswordError(f"Kata sandi untuk “{path.name}” tidak cocok.")
        if path in self.refused:
            raise ImportRefusedError(f"Berkas “{path.name}” bukan ekspor BINA Desktop.")
        return WorkbookReading(
            nama_berkas=path.name,
            sha256=hashlib.sha256(content.export_id.encode()).hexdigest(),
            jenis=content.jenis,
            export_id=content.export_id,
            dibuat_pada=content.dibuat_pada,
            device=content.device,
            public_key=content.public_key,
            pembuat=content.pembuat,
            keterangan=content.keterangan,
            seal=self.seal,
            changes=content.changes,
            edits=self.edits,
            rejections=self.rejections,
            lampiran={key: content.load(key) for key in content.lampiran},
        )
