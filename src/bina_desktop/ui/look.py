"""The look a person chose: theme, text size, open panel; applied at once and remembered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from bina_desktop.settings import (
    LARGEST_TEXT,
    SMALLEST_TEXT,
    Settings,
    SettingsFileError,
    Theme,
    remember_look,
)
from bina_desktop.ui.shades import CONTRAST, DARK, LIGHT, Colours
from bina_desktop.ui.theme import apply_theme

STEP = 10
"""Percent by which Ctrl+Plus and Ctrl+Minus change the text."""
_EQUIPPED = "bina_text_keys"
_log = logging.getLogger(__name__)


class Look(QObject):
    """Dresses the application; follows the system where that is wished.

    Belongs to the application, as its font and palette do: `look()` returns it.
    """

    changed = Signal()
    """Everything wears the new look."""

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        *,
        of_system: Callable[[], Theme] | None = None,
    ) -> None:
        """`of_system` tells how the computer is set; asked of Qt where it is None."""
        super().__init__(app)
        self._app, self._settings = app, settings
        self._of_system = of_system or self._ask_system
        self.forgotten = ""
        """Why the last choice will not be remembered; '' when it will."""
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        app.focusChanged.connect(self._equip)
        self._tell_scheme()
        self._dress()

    @property
    def theme(self) -> Theme:
        """What was chosen; `SYSTEM` follows the system."""
        return self._settings.theme

    @property
    def text_size(self) -> int:
        """Percent."""
        return self._settings.text_size

    @property
    def colours(self) -> Colours:
        """The set that the choice leads to."""
        theme = self.theme
        if theme is Theme.SYSTEM:
            theme = self._of_system()
        return {Theme.DARK: DARK, Theme.CONTRAST: CONTRAST}.get(theme, LIGHT)

    def choose(self, *, theme: Theme | None = None, text_size: int | None = None) -> None:
        """Wear another look from now on; sizes beyond 90 to 200 % are brought into it."""
        size = self.text_size if text_size is None else text_size
        wanted = replace(
            self._settings,
            theme=theme or self.theme,
            text_size=min(max(size, SMALLEST_TEXT), LARGEST_TEXT),
        )
        if wanted == self._settings:
            return
        self._settings = wanted
        self._tell_scheme()
        self._dress()
        self._remember()
        self.changed.emit()

    @property
    def aside(self) -> str:
        """Which part of the panel beside a question was open last; '' for none."""
        return self._settings.aside

    def remember_aside(self, part: str) -> None:
        """Open sheets with this part beside the question from now on; '' for none."""
        if part != self.aside:
            self._settings = replace(self._settings, aside=part)
            self._remember()

    def enlarge(self) -> None:
        """Ctrl+Plus."""
        self.choose(text_size=self.text_size + STEP)

    def reduce(self) -> None:
        """Ctrl+Minus."""
        self.choose(text_size=self.text_size - STEP)

    def restore_size(self) -> None:
        """Ctrl+0."""
        self.choose(text_size=100)

    def _ask_system(self) -> Theme:
        hints = self._app.styleHints()
        return theme_of(hints.colorScheme(), hints.accessibility().contrastPreference())

    def _tell_scheme(self) -> None:
        """Have title bars and the system's own dialogs follow what was chosen."""
        hints = self._app.styleHints()
        if self.theme is Theme.SYSTEM:
            hints.unsetColorScheme()
        else:
            light = self.theme is Theme.LIGHT
            hints.setColorScheme(Qt.ColorScheme.Light if light else Qt.ColorScheme.Dark)

    def _follow(self) -> None:
        if self.theme is Theme.SYSTEM:
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        apply_theme(
            self._app,
            self._settings.resources_dir,
            shades=self.colours,
            percent=self.text_size,
        )

    def _remember(self) -> None:
        self.forgotten = ""
        try:
            remember_look(self._settings)
        except (OSError, SettingsFileError) as error:
            _log.warning("look not remembered: %s", error)
            self.forgotten = str(error)

    def _equip(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Give each window its text keys when it first has the focus; dialogs have them too."""
        window = new.window() if new is not None else None
        if window is None or window.property(_EQUIPPED):
            return
        window.setProperty(_EQUIPPED, True)
        for keys, act in (
            (("Ctrl++", "Ctrl+="), self.enlarge),
            (("Ctrl+-",), self.reduce),
            (("Ctrl+0",), self.restore_size),
        ):
            shortcut = QShortcut(window)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.activated.connect(act)


def theme_of(scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference) -> Theme:
    """Return what suits a computer set like this; high contrast goes before light and dark."""
    if contrast is Qt.ContrastPreference.HighContrast:
        return Theme.CONTRAST
    return Theme.DARK if scheme is Qt.ColorScheme.Dark else Theme.LIGHT


def look() -> Look:
    """Return the look of the application; raises LookupError before there is one."""
    app = QApplication.instance()
    found = app.findChild(Look) if app is not None else None
    if found is None:
        raise LookupError("no application has been dressed yet")
    return found
