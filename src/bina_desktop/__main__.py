"""Starts the window, or a command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bina_desktop.domain.errors import BinaError
from bina_desktop.settings import SettingsFileError, load_settings


class _PrintVersion(argparse.Action):
    """Looks the version up when it is asked for: `importlib.metadata` is slow to import."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002 the interface of argparse
        values: object,  # noqa: ARG002
        option_string: str | None = None,  # noqa: ARG002
    ) -> NoReturn:
        from importlib.metadata import version

        print(version("bina-desktop"))  # noqa: T201 that is what was asked for
        parser.exit()


def _parser(words: Sequence[str], *, with_commands: bool) -> argparse.ArgumentParser:
    kind = argparse.ArgumentParser
    if with_commands:
        from bina_desktop.commands.usage import CommandParser

        CommandParser.as_json = "--json" in words
        kind = CommandParser
    parser = kind(
        prog="bina-desktop",
        description="Pembinaan Aparatur Pendaftaran Penduduk menurut SOP 10.07.03.021, luring.",
    )
    parser.add_argument("--version", action=_PrintVersion, nargs=0, help="versi aplikasi ini")
    parser.add_argument("--data", type=Path, help="folder data (bawaan: folder data pengguna)")
    parser.add_argument("--database", help="URL PostgreSQL kantor (postgresql+psycopg://…)")
    parser.add_argument("--demo", action="store_true", help="isi dan buka data contoh")
    parser.add_argument("--smoke", action="store_true", help=argparse.SUPPRESS)
    if with_commands:
        from bina_desktop.commands.options import add_commands

        add_commands(parser)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # The window must appear at once, so the commands are described only where a word asks for one.
    wants_window = all(word.startswith("-") for word in _without_values(words))
    wants_help = not {"-h", "--help"}.isdisjoint(words)
    as_json = "--json" in words
    with_commands = wants_help or as_json or not wants_window
    options = _parser(words, with_commands=with_commands).parse_args(words)
    try:
        settings = load_settings(data_dir=options.data, database=options.database)
    except SettingsFileError as error:
        from bina_desktop.commands.usage import refuse

        return refuse(str(error), code="setelan", as_json=as_json)
    from bina_desktop import bootstrap

    if getattr(options, "command", None) == "preview":
        return bootstrap.run_preview(settings, options.file)
    if getattr(options, "command", None):
        return bootstrap.run_command(options, settings)
    try:
        return bootstrap.run_window(settings, demo=options.demo, smoke=options.smoke)
    except BinaError as error:
        print(error, file=sys.stderr)  # noqa: T201 what keeps the window from opening
        return 2


def _without_values(words: list[str]) -> list[str]:
    """Drop what follows `--data` and `--database`."""
    kept: list[str] = []
    skip = False
    for word in words:
        if not skip:
            kept.append(word)
        skip = not skip and word in {"--data", "--database"}
    return kept


if __name__ == "__main__":
    sys.exit(main())
