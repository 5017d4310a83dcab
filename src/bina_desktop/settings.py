"""Typed settings and every path of the program.

Settings are a small TOML file in the user's configuration folder; command-line options override
them. Nothing here imports another module of the program, nor a library that this start has no use
for: settings are read before the window.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def _shipped(name: str) -> Path:
    """Return a folder that travels with the program: inside the wheel, or beside `src/`."""
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _CHECKOUT / name


MOST_ATTACHMENT_MEGABYTES = 40
"""A row of the workbook that travels holds no larger file."""
SMALLEST_TEXT, LARGEST_TEXT = 90, 200
"""Percent."""


class Theme(StrEnum):
    """Which colours the window wears."""

    SYSTEM = "system"
    """Light, dark or high contrast, as the computer is set."""
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what the user chose; immutable, passed down by the composition root."""

    data_dir: Path
    """Database, keys, backups and the log of this user."""
    cache_dir: Path
    """What can be made again: converted forms."""
    config_file: Path
    database: str = ""
    """SQLAlchemy URL of an office server (`postgresql+psycopg://…`); '' = the local file."""
    language: str = "id"
    """Language of the window: `id` or `en`."""
    attachment_megabytes: int = 10
    """Greatest size of a file attached to a sheet, in MiB."""
    theme: Theme = Theme.SYSTEM
    text_size: int = 100
    """Percent of the system's text size, 90 to 200."""
    aside: str = ""
    """Which part of the panel beside a question was open last; '' for none."""
    resources_dir: Path = field(default_factory=lambda: _shipped("resources"))
    forms_dir: Path = field(default_factory=lambda: _shipped("forms"))

    @property
    def log_file(self) -> Path:
        """English log, rotated."""
        return self.data_dir / "log" / "bina-desktop.log"

    @property
    def anchors_dir(self) -> Path:
        """Certificates of issuers whom this office trusts: one file each, put there by people."""
        return self.data_dir / "penerbit"

    @property
    def sop_file(self) -> Path:
        """The SOP as data."""
        return self.resources_dir / "sop" / "10.07.03.021.toml"


class SettingsFileError(ValueError):
    """The settings file cannot be read; `str()` is an Indonesian sentence that names it."""


def load_settings(*, data_dir: Path | None = None, database: str | None = None) -> Settings:
    """Read the settings file, then apply the options given on the command line.

    `data_dir` moves everything (configuration and cache too), so that two folders never share
    anything: a portable installation and the tests rely on it.
    Raises SettingsFileError for a file that is no TOML or holds a value of the wrong type.
    """
    if data_dir is not None:
        data_dir = data_dir.expanduser().absolute()
        base = Settings(
            data_dir=data_dir,
            cache_dir=data_dir / "cache",
            config_file=data_dir / "setelan.toml",
        )
    else:
        import platformdirs

        base = Settings(
            data_dir=Path(platformdirs.user_data_dir("bina-desktop", appauthor=False)),
            cache_dir=Path(platformdirs.user_cache_dir("bina-desktop", appauthor=False)),
            config_file=Path(platformdirs.user_config_dir("bina-desktop", appauthor=False))
            / "setelan.toml",
        )
    settings = _with_file(base)
    return replace(settings, database=database) if database is not None else settings


def save_settings(settings: Settings) -> None:
    """Write what the user chose; paths that the program decides are not written.

    The file is replaced as a whole, so that a power cut leaves the old one or the new one.
    """
    import tomli_w

    chosen = {
        "database": settings.database,
        "language": settings.language,
        "attachment_megabytes": settings.attachment_megabytes,
        "theme": settings.theme.value,
        "text_size": settings.text_size,
        "aside": settings.aside,
    }
    settings.config_file.parent.mkdir(parents=True, exist_ok=True)
    beside = settings.config_file.with_suffix(".baru")
    beside.write_text(tomli_w.dumps(chosen), encoding="utf-8")
    beside.replace(settings.config_file)


def remember_look(settings: Settings) -> None:
    """Write theme, text size and open panel; the rest of the file stays as it is.

    Raises SettingsFileError where the file cannot be read, OSError where it cannot be written.
    """
    kept = _with_file(replace(settings, database="", language="id"))
    save_settings(
        replace(kept, theme=settings.theme, text_size=settings.text_size, aside=settings.aside)
    )


def _with_file(base: Settings) -> Settings:
    try:
        with base.config_file.open("rb") as file:
            import tomllib

            table = tomllib.load(file)
    except (FileNotFoundError, NotADirectoryError):
        return base
    except (OSError, ValueError) as error:  # ValueError: no TOML, or no UTF-8
        raise SettingsFileError(
            f"Berkas setelan {base.config_file} tidak dapat dibaca ({error}). "
            "Perbaiki isinya, atau hapus berkas itu untuk memakai setelan bawaan."
        ) from error
    return replace(
        base,
        database=_text(base, table, "database", base.database),
        language=_text(base, table, "language", base.language),
        attachment_megabytes=_attachment_megabytes(base, table),
        theme=_theme(base, table),
        text_size=_text_size(base, table),
        aside=_text(base, table, "aside", base.aside),
    )


def _text(base: Settings, table: dict[str, object], key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise _unfit(base, key, "harus berupa teks")
    return value


def _attachment_megabytes(base: Settings, table: dict[str, object]) -> int:
    most = table.get("attachment_megabytes", base.attachment_megabytes)
    if not isinstance(most, int) or isinstance(most, bool):
        most = 0
    if not 1 <= most <= MOST_ATTACHMENT_MEGABYTES:
        rule = f"harus bilangan bulat 1 sampai {MOST_ATTACHMENT_MEGABYTES}"
        raise _unfit(base, "attachment_megabytes", rule)
    return most


def _theme(base: Settings, table: dict[str, object]) -> Theme:
    value = _text(base, table, "theme", base.theme)
    try:
        return Theme(value)
    except ValueError:
        raise _unfit(base, "theme", "harus salah satu dari " + ", ".join(Theme)) from None


def _text_size(base: Settings, table: dict[str, object]) -> int:
    value = table.get("text_size", base.text_size)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _unfit(base, "text_size", "harus berupa bilangan bulat (persen)")
    return min(max(value, SMALLEST_TEXT), LARGEST_TEXT)


def _unfit(base: Settings, key: str, rule: str) -> SettingsFileError:
    return SettingsFileError(f"Berkas setelan {base.config_file}: nilai “{key}” {rule}.")
