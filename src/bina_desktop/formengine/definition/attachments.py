"""The folder of a form's attached files: lists, pictures, sound.

The form names its files itself, so a name is not to be trusted: only plain names are looked up,
never a path, a link that leads out of the folder, or an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.presentation import Media


def attached(name: str, media: Path | None) -> Path | None:
    """Return the attached file of a plain name; None when there is none inside the folder."""
    if media is None or name.startswith(".") or set(name) & set("/\\:\0"):
        return None
    path = media / name
    try:
        inside = path.resolve().parent == media.resolve()
        return path if inside and path.is_file() else None
    except (OSError, ValueError):
        return None


def note_missing_media(found: Iterable[Media], media: Path | None, report: Report) -> None:
    """Tell of every picture, sound or video that is not in the folder; without one, of none."""
    names = (name for one in found for name in (one.image, one.big_image, one.audio, one.video))
    for name in dict.fromkeys(name for name in names if name):
        if media is not None and attached(name, media) is None:
            report.notice(
                messages.NO_MEDIA_FILE(file=name),
                column="media",
            )
