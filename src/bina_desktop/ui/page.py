"""What the window asks of a tab, and what it does for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from bina_desktop.application.services import Services
from bina_desktop.application.work import Topic
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.jobs import Jobs


class Page(Protocol):
    """One tab: a QWidget built as `SomePage(services, jobs, parent=None)` when first shown.

    The window listens to `jobs.changed`: a page whose `topics` meet the Changes is refreshed if
    shown, else marked stale and refreshed when it is shown next. A page itself only rereads.
    """

    topics: frozenset[Topic]
    """What it shows."""
    jumped: SignalInstance
    """`jumped = Signal(str, object)`: wish to open a page (`beranda`, `penugasan`,
    `lembar_penilaian`, `pengesahan`, `pertukaran`, `pengaturan`) at an SptId or None."""

    def set_triwulan(self, triwulan: Triwulan) -> None:
        """Remember the triwulan of the window; the window calls `refresh()` after it."""
        ...

    def refresh(self) -> None:
        """Reread through `jobs` and repaint; never throws away what is being typed."""
        ...

    def show_spt(self, spt_id: SptId) -> None:
        """Bring this visit into view (after the reread under way, if one is)."""
        ...

    def flush(self) -> None:
        """Hand unsaved entry to `jobs` now: the tab is left, the window closes or is locked."""
        ...


PageFactory = Callable[[Services, Jobs, QWidget | None], QWidget]
"""Builds a Page; every page class is one."""
