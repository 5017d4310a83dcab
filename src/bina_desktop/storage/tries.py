"""Wrong passwords are counted in the data folder, and the next try waits longer each time.

Whoever copies the key file is not slowed by this; it is for people at the keyboard. The wait is
bounded, also where the clock was turned back, so that nobody is shut out for good.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from bina_desktop.domain.errors import TooManyTriesError, UnlockError
from bina_desktop.domain.password import wait_after

if TYPE_CHECKING:
    from bina_desktop.application.ports import Clock

TRIES_FILE: Final = "bina.tries.json"
_LOG: Final = logging.getLogger(__name__)


class Tries:
    """How often each user failed in a row, and when last; survives a restart."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / TRIES_FILE
        self._clock = clock

    @contextmanager
    def watched(self, user: str) -> Generator[None]:
        """Let one password be tried within; an UnlockError counts as a wrong one.

        Raises TooManyTriesError before the wait is over, or UnlockError that tells of it.
        """
        count, left = self._standing(user)
        if left > timedelta():
            raise TooManyTriesError(
                f"Sandi salah {count} kali berturut-turut. Tunggu {_words(left)}, lalu coba lagi; "
                "bila lupa, pakai kunci pemulihan."
            )
        try:
            yield
        except UnlockError as error:
            count += 1
            self._note(user, count)
            wait = wait_after(count)
            if not wait:
                raise
            raise UnlockError(
                f"{error.sentence} Ini yang ke-{count} kali; percobaan berikutnya dapat dilakukan "
                f"{_words(wait)} lagi."
            ) from error
        self.forget(user)

    def forget(self, user: str) -> None:
        """Count anew: the password was right, or was set anew."""
        known = self._read()
        if known.pop(user, None) is not None:
            self._write(known)

    def _standing(self, user: str) -> tuple[int, timedelta]:
        """Return how often in a row it was wrong, and how long is still to be waited."""
        now = self._clock.now()
        try:
            count, told = self._read()[user]
            count, since = int(count), now - datetime.fromisoformat(told)
        except (KeyError, ValueError, TypeError, OverflowError):
            return 0, timedelta()
        if since < timedelta():  # the clock was turned back: wait from now on, not until then
            self._note(user, count)
            since = timedelta()
        return count, wait_after(count) - since

    def _note(self, user: str, count: int) -> None:
        self._write(self._read() | {user: [count, self._clock.now().isoformat()]})

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}

    def _write(self, known: dict[str, Any]) -> None:
        new = self._path.with_suffix(".new")
        try:
            new.write_text(json.dumps(known), encoding="utf-8")
            new.replace(self._path)
        except OSError:
            _LOG.warning("wrong passwords cannot be counted in this folder", exc_info=True)


def _words(wait: timedelta) -> str:
    seconds = max(1, round(wait.total_seconds()))
    return f"{seconds} detik" if seconds < 60 else f"{-(-seconds // 60)} menit"
