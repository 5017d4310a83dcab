"""Photographs for print: upright, no larger than paper shows, without what a camera adds."""

from __future__ import annotations

import io
import logging
from typing import Any, Final

from reportlab.platypus import Flowable, Image

_DPI: Final = 200
"""Of a printed photograph: more is not seen on office paper, and makes the file large."""
_QUALITY: Final = 78
_MOST_DOTS: Final = 120_000_000
"""A picture of more is not opened: decoders hold it whole."""
_LOG = logging.getLogger(__name__)


def foto(data: bytes, width: float, height: float) -> Flowable | None:
    """Return a photograph within a box in points, turned as the camera was held.

    None for what is no picture, or one that cannot be read. It never grows over its own dots at
    72 an inch.
    """
    from PIL import Image as Pictures
    from PIL import ImageOps

    bounds = round(width * _DPI / 72), round(height * _DPI / 72)
    try:
        with Pictures.open(io.BytesIO(data)) as source:
            if source.width * source.height > _MOST_DOTS:
                return None
            largest = max(bounds)
            source.draft("RGB", (largest, largest))
            upright = _on_white(ImageOps.exif_transpose(source))
    except Exception:  # a broken picture may break its reader anywhere
        _LOG.info("picture could not be read for print", exc_info=True)
        return None
    scale = min(width / upright.width, height / upright.height, 1.0)
    wide, high = upright.width * scale, upright.height * scale
    upright.thumbnail(bounds)
    target = io.BytesIO()
    upright.save(target, "JPEG", quality=_QUALITY, optimize=True)
    target.seek(0)
    return Image(target, wide, high)


def _on_white(picture: Any) -> Any:
    """Return a picture as paper shows it: in colours of light, without what shines through."""
    from PIL import Image as Pictures

    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        ground = Pictures.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return picture.convert("RGB")
