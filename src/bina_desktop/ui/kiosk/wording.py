"""What the kiosk says, in the language that the respondent chose."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

_tr = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class KioskWords:
    """All that is said to a respondent beside the questions."""

    welcome: str
    invitation: str
    start: str
    back: str
    go_on: str
    skip: str
    finish: str
    place: str
    """`{0}` of `{1}`."""
    missing: str
    saving: str
    unsaved: str
    thanks: str
    thanks_more: str
    next_one: str
    """`{0}`: seconds."""
    still_there: str
    still_more: str
    """`{0}`: seconds."""
    stay: str
    erase: str


def words_for(language: str) -> KioskWords:
    """Return the words of a language of the form, such as `English (en)`; else Indonesian."""
    return _english() if "(en)" in language else _indonesian()


def _indonesian() -> KioskWords:
    return KioskWords(
        welcome=_tr("kios", "Selamat datang"),
        invitation=_tr(
            "kios",
            "Bagaimana pelayanan yang baru Saudara terima? "
            "Pendapat Saudara membantu kami memperbaikinya.",
        ),
        start=_tr("kios", "Mulai"),
        back=_tr("kios", "Kembali"),
        go_on=_tr("kios", "Lanjut"),
        skip=_tr("kios", "Lewati"),
        finish=_tr("kios", "Selesai"),
        place=_tr("kios", "{0} dari {1}"),
        missing=_tr("kios", "Pertanyaan ini perlu dijawab dahulu."),
        saving=_tr("kios", "Menyimpan jawaban Saudara…"),
        unsaved=_tr("kios", "Jawaban belum dapat disimpan. Mohon panggil petugas."),
        thanks=_tr("kios", "Terima kasih"),
        thanks_more=_tr("kios", "Pendapat Saudara sudah tersimpan tanpa nama."),
        next_one=_tr("kios", "Layar ini siap untuk responden berikutnya dalam {0} detik."),
        still_there=_tr("kios", "Masih mengisi?"),
        still_more=_tr("kios", "Bila tidak, layar ini kembali ke awal dalam {0} detik."),
        stay=_tr("kios", "Ya, lanjutkan"),
        erase=_tr("kios", "Hapus"),
    )


def _english() -> KioskWords:
    return KioskWords(
        welcome="Welcome",
        invitation="How was the service you have just received? "
        "Your opinion helps us to improve it.",
        start="Start",
        back="Back",
        go_on="Next",
        skip="Skip",
        finish="Finish",
        place="{0} of {1}",
        missing="Please answer this question first.",
        saving="Saving your answers…",
        unsaved="Your answers could not be saved yet. Please call an officer.",
        thanks="Thank you",
        thanks_more="Your opinion has been saved without your name.",
        next_one="Ready for the next person in {0} seconds.",
        still_there="Are you still there?",
        still_more="If not, this screen starts again in {0} seconds.",
        stay="Yes, go on",
        erase="Delete",
    )
