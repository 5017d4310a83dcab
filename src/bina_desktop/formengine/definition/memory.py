"""Let Python's collector of cycles rest while a form is built.

Building makes tens of thousands of objects that all stay; the collector would go over them again
and again (a third of the time of loading) and find nothing to free. Afterwards they are put among
the old objects at once, or the collector would go over all of them as soon as it may.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Generator[None]:
    """Switch the collector off for a block; if somebody else has done so already, it stays off."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # else somebody's frozen objects would thaw
            gc.freeze()
            gc.unfreeze()
        if enabled:
            gc.enable()
