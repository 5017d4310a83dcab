"""Passwords of files: from the environment or the terminal, never from the command line."""

from __future__ import annotations

import getpass
import os
from typing import Final

from bina_desktop.domain.errors import BinaError, InvalidValueError
from bina_desktop.domain.password import password_problem

FILE_PASSWORD_VARIABLE: Final = "BINA_FILE_PASSWORD"  # noqa: S105 the name of a variable


def password_of_files() -> str:
    """Return the password of files that came in. Raises BinaError where nobody gives it."""
    password = os.environ.get(FILE_PASSWORD_VARIABLE)
    return _asked("Kata sandi berkas: ") if password is None else password


def new_password() -> str:
    """Return the password for a file to be written: typed twice, and long enough.

    Raises InvalidValueError with a sentence otherwise.
    """
    password = os.environ.get(FILE_PASSWORD_VARIABLE)
    if password is None:
        password = _asked("Kata sandi untuk berkas ini: ")
        if not password_problem(password) and _asked("Ulangi kata sandi: ") != password:
            raise InvalidValueError("Kedua kata sandi tidak sama; tidak ada yang ditulis.")
    problem = password_problem(password)
    if problem:
        raise InvalidValueError(problem)
    return password


def _asked(words: str) -> str:
    try:
        return getpass.getpass(words)
    except EOFError:
        raise BinaError(
            "Kata sandi berkas tidak diberikan. Ketik di terminal, atau isi variabel lingkungan "
            f"{FILE_PASSWORD_VARIABLE}."
        ) from None
