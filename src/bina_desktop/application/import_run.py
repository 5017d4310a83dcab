"""The mark of an import under way: after a power cut the next start says what was taken in.

Each file's fate is written in the transaction that takes the file in, so the mark never says more
or less than the database holds.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.bahasa import format_waktu

_PENDING: Final = ""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """An import that was under way when the program ended."""

    mulai: datetime
    done: tuple[str, ...]
    """Files whose fate is settled: taken in, refused or waiting."""
    current: str
    """The first that is not settled: nothing of it was taken in; '' where all are."""
    rest: tuple[str, ...]
    """Those after it: nothing of them was taken in, either."""

    @property
    def sentence(self) -> str:
        """What a person must know."""
        count = len(self.done) + bool(self.current) + len(self.rest)
        words = f"Impor {count} berkas yang dimulai {format_waktu(self.mulai)} terhenti. "
        if not self.current:
            return words + "Semuanya sudah selesai; tidak perlu diulang."
        return (
            f"{words}{len(self.done)} berkas sudah selesai. “{self.current}” sedang diproses dan "
            f"tidak ada isinya yang masuk; begitu pula {len(self.rest)} berkas sesudahnya. Impor "
            "lagi berkas-berkas itu; yang sudah masuk tidak akan masuk dua kali."
        )


class ImportRun:
    """Marks which files one person's import still has to take in."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        # One person may import at two computers of an office server at the same time.
        self._key = f"impor_berjalan/{acting.nama}/{platform.node()}"

    def begin(self, names: Sequence[str]) -> None:
        """Write down, durably, what is about to be taken in."""
        mark = {
            "mulai": self._acting.clock.now().isoformat(),
            "berkas": [[name, _PENDING] for name in names],
        }
        with self._acting.reading() as uow:
            uow.settings.put(self._key, json.dumps(mark))
            uow.commit()

    def settle(self, uow: UnitOfWork, fates: Mapping[int, str]) -> None:
        """Write down the fates of files, by their place, in the transaction that decides them."""
        text = uow.settings.get(self._key)
        if not text:
            return
        mark = json.loads(text)
        for place, fate in fates.items():
            mark["berkas"][place][1] = fate
        uow.settings.put(self._key, json.dumps(mark))

    def end(self) -> None:
        """Forget it: everything was done, or a person has read what was not."""
        with self._acting.reading() as uow:
            if uow.settings.get(self._key):
                uow.settings.put(self._key, "")
                uow.commit()

    def interrupted(self) -> Interrupted | None:
        """Return the import that was under way when the program ended last time."""
        with self._acting.reading() as uow:
            text = uow.settings.get(self._key)
        if not text:
            return None
        mark = json.loads(text)
        done = tuple(name for name, fate in mark["berkas"] if fate != _PENDING)
        left = [name for name, fate in mark["berkas"] if fate == _PENDING]
        return Interrupted(
            mulai=datetime.fromisoformat(mark["mulai"]),
            done=done,
            current=left[0] if left else "",
            rest=tuple(left[1:]),
        )
