"""How the words of a command line are read, and how mistakes in them are told."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Final, NoReturn

from bina_desktop.commands.status import REFUSED, tell_json

_SAID: Final = (
    (r"the following arguments are required: (.*)", "yang wajib belum ditulis: {0}"),
    (r"unrecognized arguments: (.*)", "tidak dikenal: {0}"),
    (
        r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
        "{0} tidak dapat {1}; pilih dari {2}",
    ),
    (r"argument (.*): invalid int value: (.*)", "{0} harus bilangan, bukan {1}"),
    (r"argument (.*): expected (?:one argument|at least one argument)", "{0} memerlukan isi"),
    (r"argument (.*): not allowed with argument (.*)", "{0} tidak dapat dipakai bersama {1}"),
)
"""What the standard library says, and how it reads in Indonesian."""


class CommandParser(argparse.ArgumentParser):
    """Tells a mistake in one sentence on stderr, and as JSON where the words ask for that."""

    as_json = False
    """Set for all parsers of one run."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the words; ends the program with status 2."""
        sentence = (
            f"Perintah tidak dapat dijalankan: {_indonesian(message)}. Lihat {self.prog} --help."
        )
        self.exit(refuse(sentence, code="pemakaian", as_json=CommandParser.as_json))


def refuse(sentence: str, *, code: str, as_json: bool) -> int:
    """Tell why nothing was done; returns the exit status.

    Whoever parses stdout finds a value there, always.
    """
    print(sentence, file=sys.stderr)
    if as_json:
        tell_json({"error": sentence, "code": code})
    return REFUSED


def _indonesian(message: str) -> str:
    for pattern, words in _SAID:
        found = re.fullmatch(pattern, message)
        if found:
            return words.format(*found.groups())
    return message
