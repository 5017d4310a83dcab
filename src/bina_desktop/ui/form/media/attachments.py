"""The files of one sheet for its fields: what stands where, what is under way, what went wrong.

Reading, judging and scaling happen in the long lane, storing in the short one; a file is told as
attached only after its commit. Fields are drawn from here and may come and go meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from bina_desktop.application.lampiran import ANY_FILE, Berkas, LampiranService
from bina_desktop.application.work import Changes, Progress
from bina_desktop.domain.errors import BinaError, InvalidValueError
from bina_desktop.domain.lampiran import Lampiran, Untuk
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.formengine.presentation import MediaKind, UploadPresentation
from bina_desktop.ui.form.media import pictures
from bina_desktop.ui.jobs import Jobs, Lane

LONGEST_SIDE: Final = 2560
"""Dots from which a picture is offered to be reduced."""
Place = tuple[str, Untuk]
"""Ref of a question and what a file is for there."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that was read and may be attached, with its small picture."""

    berkas: Berkas
    picture: QImage
    """Null for what is no picture."""
    size: QSize
    """In dots; empty for what is no picture."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What goes on at one place."""

    working: str = ""
    """Sentence while a file is read or stored."""
    coming: Judged | None = None
    """What is being stored, to be shown at once."""
    fault: str = ""
    """Why the last file was not taken."""
    offer: Judged | None = None
    """A large picture that waits for a word."""
    removed: Lampiran | None = None
    """What was just taken away and can come back."""


class Attachments(QObject):
    """Holds what the fields of one sheet show of its files."""

    changed = Signal(str)
    """Carries the ref whose files, or what goes on with them, changed; '' = all."""
    answered = Signal(str, str)
    """Carries the ref of an upload question and the name of its file, '' when taken away."""
    pictured = Signal(str)
    """Carries the SHA-256 of a file whose small picture is there now."""
    idle = Signal()
    """Nothing is being read or stored any more."""

    def __init__(
        self,
        service: LampiranService,
        lembar_id: LembarId,
        jobs: Jobs,
        *,
        writable: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._service, self._lembar_id, self._jobs = service, lembar_id, jobs
        self.writable = writable
        self._files: dict[str, Lampiran] = {}
        self._standing: dict[Place, Standing] = {}
        self._pixmaps: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self._busy: Counter[Place] = Counter()
        self.refresh()

    # --- what stands where --------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew which files the sheet has."""
        self._jobs.run(
            lambda _progress: self._service.of(self._lembar_id), done=self._show, owner=self
        )

    def answer(self, ref: str, name: str) -> Lampiran | None:
        """Return the file that an upload question holds under this name."""
        found = (one for one in self._files.values() if one.ref == ref)
        return next((o for o in found if o.untuk is Untuk.JAWABAN and o.is_held_by(name)), None)

    def beside(self, ref: str) -> Sequence[Lampiran]:
        """Return the evidence beside a question, that of the team first."""
        found = [o for o in self._files.values() if o.ref == ref and o.untuk is not Untuk.JAWABAN]
        return sorted(found, key=lambda one: (one.untuk, one.nama, one.id))

    def standing(self, ref: str, untuk: Untuk) -> Standing:
        """Return what goes on at a place."""
        return self._standing.get((ref, untuk), Standing())

    @property
    def busy(self) -> bool:
        """True while a file is being read or stored."""
        return self._busy.total() > 0

    def when_idle(self, then: Callable[[], None]) -> None:
        """Call once what is under way has ended; at once when nothing is.

        A large picture that still waits for a word is attached reduced: it was meant to be.
        """
        self.take_offers()
        if not self.busy:
            then()
            return

        def once() -> None:
            self.idle.disconnect(once)
            then()

        self.idle.connect(once)

    def take_offers(self) -> None:
        """Attach, reduced, every large picture that still waits for a word: the sheet is left."""
        for place in list(self._standing):
            self._take_offer(place)

    @property
    def most(self) -> int:
        """Greatest size of a file, in bytes."""
        return self._service.batas

    def small(self, sha256: str) -> QPixmap | None:
        """Return a small picture that is there already."""
        return self._pixmaps.get(sha256)

    def pixmap(self, lampiran: Lampiran) -> QPixmap | None:
        """Return the small picture; None for what is none or is still being made."""
        known = self._pixmaps.get(lampiran.sha256)
        if known is None and lampiran.jenis.startswith("image/"):
            self._draw(lampiran.sha256)
        return known if known is not None and not known.isNull() else None

    def load(self, lampiran: Lampiran, done: Callable[[bytes], None]) -> None:
        """Read the bytes of a file; a lost one is told at its place."""
        place = (lampiran.ref, lampiran.untuk)
        self._jobs.run(
            lambda _progress: self._service.open(lampiran.sha256),
            done=done,
            failed=lambda error: self._set(place, Standing(fault=str(error))),
            lane=Lane.LONG,
            owner=self,
        )

    # --- attaching ----------------------------------------------------------------------------

    def add_file(self, place: Place, path: Path, wanted: UploadPresentation = ANY_FILE) -> None:
        """Read a file of the disk and attach it."""
        self._judge(place, lambda: self._service.read(path, wanted), wanted)

    def add_image(
        self, place: Place, image: QImage, name: str, wanted: UploadPresentation = ANY_FILE
    ) -> None:
        """Attach a picture that was drawn, pasted or taken; `name` without its ending."""

        def read() -> Berkas:
            data, ending = pictures.encoded(image)
            return self._service.judge(data, f"{name}.{ending}", wanted)

        self._judge(place, read, wanted)

    def accept(self, place: Place, *, reduce: bool) -> None:
        """Attach the offered picture, reduced or as it is."""
        offer = self.standing(*place).offer
        if offer is None:
            return
        if not reduce:
            self._keep(place, offer)
            return
        self._run(
            place,
            self.tr("Memperkecil gambar…"),
            lambda: self._reduced(offer.berkas, LONGEST_SIDE),
            partial(self._keep, place),
        )

    def _take_offer(self, place: Place) -> None:
        """Attach an offered picture, reduced, before something else takes its place."""
        if self.standing(*place).offer is not None:
            self.accept(place, reduce=True)

    def refuse(self, place: Place, words: str) -> None:
        """Say why nothing can be attached in this way."""
        self._set(place, Standing(fault=words))

    def dismiss(self, place: Place) -> None:
        """Forget an offer, a fault or what was taken away."""
        self._set(place, Standing())

    def _judge(self, place: Place, read: Callable[[], Berkas], wanted: UploadPresentation) -> None:
        def work() -> Judged:
            judged = _judged(read(), must_show=wanted.media is MediaKind.IMAGE)
            longest = max(judged.size.width(), judged.size.height())
            if 0 < wanted.max_pixels < longest:
                return self._reduced(judged.berkas, wanted.max_pixels)
            return judged

        if place[1] is not Untuk.JAWABAN:  # there each new file takes the place of the former
            self._take_offer(place)
        self._run(place, self.tr("Membaca berkas…"), work, partial(self._offer_or_keep, place))

    def _reduced(self, berkas: Berkas, longest: int) -> Judged:
        data = pictures.reduced(berkas.data, longest)
        stem = berkas.nama.rpartition(".")[0]
        return _judged(self._service.judge(data, f"{stem}.jpg"), must_show=True)

    def _offer_or_keep(self, place: Place, judged: Judged) -> None:
        if place[1] is not Untuk.JAWABAN:
            self._take_offer(place)
        large = max(judged.size.width(), judged.size.height()) > LONGEST_SIDE
        if large or (judged.berkas.is_image and len(judged.berkas.data) > self._service.batas):
            self._set(place, Standing(offer=judged))
        else:
            self._keep(place, judged)

    def _keep(self, place: Place, judged: Judged) -> None:
        berkas = judged.berkas
        if not judged.picture.isNull():
            self._pixmaps[berkas.sha256] = QPixmap.fromImage(judged.picture)
        ref, untuk = place
        self._busy[place] += 1
        self._set(place, Standing(working=self.tr("Menyimpan…"), coming=judged))

        def work(_progress: Progress) -> tuple[Lampiran, Changes]:
            return self._service.attach(self._lembar_id, ref, berkas, untuk=untuk)

        self._jobs.run(
            work,
            done=lambda kept: self._kept(place, kept[0]),
            failed=lambda error: self._set(place, Standing(fault=str(error))),
            ended=partial(self._ended, place),
            owner=self,
        )

    def _kept(self, place: Place, lampiran: Lampiran) -> None:
        self._files[lampiran.id] = lampiran
        self._standing.pop(place, None)
        if lampiran.untuk is Untuk.JAWABAN:
            self.answered.emit(lampiran.ref, lampiran.answer_name)
        self.changed.emit(lampiran.ref)

    # --- taking away --------------------------------------------------------------------------

    def remove(self, lampiran: Lampiran) -> None:
        """Take a file away at once; it can be brought back."""
        place = (lampiran.ref, lampiran.untuk)
        if lampiran.untuk is Untuk.JAWABAN:
            self._standing[place] = Standing(removed=lampiran)
            self.answered.emit(lampiran.ref, "")
            self.changed.emit(lampiran.ref)
            return

        def done(_changes: Changes) -> None:
            self._files.pop(lampiran.id, None)
            self._set(place, Standing(removed=lampiran))

        self._jobs.run(
            lambda _progress: self._service.remove(lampiran),
            done=done,
            failed=lambda error: self._set(place, Standing(fault=str(error))),
            owner=self,
        )

    def bring_back(self, place: Place) -> None:
        """Bring back what was just taken away."""
        lampiran = self.standing(*place).removed
        if lampiran is None:
            return
        if lampiran.untuk is Untuk.JAWABAN:
            self._kept(place, lampiran)
            return
        self._jobs.run(
            lambda _progress: self._service.restore(lampiran),
            done=lambda _changes: self._kept(place, lampiran),
            failed=lambda error: self._set(place, Standing(fault=str(error))),
            owner=self,
        )

    # --- inside -------------------------------------------------------------------------------

    def _run(
        self,
        place: Place,
        words: str,
        work: Callable[[], Judged],
        done: Callable[[Judged], None],
    ) -> None:
        self._busy[place] += 1
        self._set(place, Standing(working=words))
        self._jobs.run(
            lambda _progress: work(),
            done=done,
            failed=lambda error: self._set(place, Standing(fault=str(error))),
            ended=partial(self._ended, place),
            lane=Lane.LONG,
            owner=self,
        )

    def _ended(self, place: Place) -> None:
        self._busy[place] -= 1
        standing = self.standing(*place)
        if standing.working and not self._busy[place]:  # a bug, which was reported elsewhere
            words = self.tr("Lampiran tidak tersimpan karena kesalahan program.")
            self._set(place, replace(standing, working="", coming=None, fault=words))
        if not self.busy:
            self.idle.emit()

    def _set(self, place: Place, standing: Standing) -> None:
        self._standing[place] = standing
        self.changed.emit(place[0])

    def _show(self, files: Sequence[Lampiran]) -> None:
        self._files = {one.id: one for one in files}
        self.changed.emit("")

    def _draw(self, sha256: str) -> None:
        if sha256 in self._asked:
            return
        self._asked.add(sha256)

        def work(_progress: Progress) -> QImage:
            try:
                return pictures.thumbnail(self._service.open(sha256))
            except BinaError:  # not arrived here: the tile says so when it is opened
                return QImage()

        def done(image: QImage) -> None:
            self._pixmaps[sha256] = QPixmap.fromImage(image)
            self.pictured.emit(sha256)

        self._jobs.run(work, done=done, lane=Lane.LONG, owner=self)


def _judged(berkas: Berkas, *, must_show: bool) -> Judged:
    if not berkas.is_image:
        return Judged(berkas, QImage(), QSize())
    size = pictures.size_of(berkas.data)
    if pictures.is_beyond(size):
        raise InvalidValueError(
            f"Gambar “{berkas.nama}” berukuran {size.width()} × {size.height()} titik, lebih dari "
            "yang dapat dibuka dengan aman. Perkecil gambarnya, lalu lampirkan lagi."
        )
    picture = pictures.thumbnail(berkas.data)
    if picture.isNull() and must_show:
        raise InvalidValueError(
            f"Gambar “{berkas.nama}” tidak dapat dibuka: rusak, atau jenisnya tidak didukung. "
            "Simpan sebagai JPEG atau PNG, lalu lampirkan lagi."
        )
    return Judged(berkas, picture, QSize() if picture.isNull() else size)
