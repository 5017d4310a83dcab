"""Typed settings and every path of the program.

Settings are a small TOML file in the user's configuration folder; command-line options override
them. Nothing here imports another module of the program, nor a library that this start has no use
for: settings are read before the window.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def _shipped(name: str) -> Path:
    """Return a folder that travels with the program: inside the wheel, or beside `src/`."""
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _CHECKOUT / name


MOST_ATTACHMENT_MEGABYTES = 40
"""A row of the workbook that travels holds no larger file."""


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
    resources_dir: Path = field(default_factory=lambda: _shipped("resources"))
    forms_dir: Path = field(default_factory=lambda: _shipped("forms"))

    @property
    def log_file(self) -> Path:
        """English log, rotated."""
        return self.data_dir / "log" / "bina-desktop.log"

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
    """Write what the user chose; paths that the program decides are not written."""
    import tomli_w

    settings.config_file.parent.mkdir(parents=True, exist_ok=True)
    chosen = {
        "database": settings.database,
        "language": settings.language,
        "attachment_megabytes": settings.attachment_megabytes,
    }
    settings.config_file.write_text(tomli_w.dumps(chosen), encoding="utf-8")


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
    for key in ("database", "language"):
        if not isinstance(table.get(key, ""), str):
            raise SettingsFileError(
                f"Berkas setelan {base.config_file}: nilai “{key}” harus berupa teks."
            )
    most = table.get("attachment_megabytes", base.attachment_megabytes)
    if type(most) is not int or not 1 <= most <= MOST_ATTACHMENT_MEGABYTES:
        raise SettingsFileError(
            f"Berkas setelan {base.config_file}: nilai “attachment_megabytes” harus "
            f"bilangan bulat 1 sampai {MOST_ATTACHMENT_MEGABYTES}."
        )
    return replace(
        base,
        attachment_megabytes=most,
        database=table.get("database", base.database),
        language=table.get("language", base.language),
    )
