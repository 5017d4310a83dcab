"""The panel left of the questions: how far the form is, and its sections.

A person wants the page first. A form of usual length is counted as soon as that is painted; of a
long one the rest is counted after that, bit by bit, and is told when it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.after_painting import AfterPainting
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.around import Remarks
from bina_desktop.ui.form.figures import FigureNodes
from bina_desktop.ui.form.navigation import Section, section_index
from bina_desktop.ui.form.outline import Outline, OutlineEntry
from bina_desktop.ui.form.standing import Tally
from bina_desktop.ui.panels import inset, label
from bina_desktop.ui.still import Still
from bina_desktop.ui.theme import sized

_WIDTH = 272
_AT_ONCE = 600
"""Nodes that are looked at before the page is seen: a millisecond or two."""
_LATER_MS = 50
"""When counting goes on: the first page has been painted by then."""
_SLICE_S = 0.004
"""Seconds of counting between two events."""


class OutlinePanel(QFrame):
    """Keeps count of the answers, and the outline true to it."""

    figures_changed = Signal()
    """The figures of the sheet are known now, or are others."""

    def __init__(
        self,
        session: Session,
        sections: Sequence[Section],
        remarks: Callable[[Section], Remarks],
        parent: QWidget | None = None,
    ) -> None:
        """`remarks` tells what stands beside the questions of a section."""
        super().__init__(parent)
        self.setObjectName("entryLeft")
        sized(self, width=_WIDTH)
        self._session = session
        self._sections = sections
        self._remarks = remarks
        self._tally = Tally(session, sections, counted=False)
        self.figures = FigureNodes(session)
        self.outline = Outline(self)
        self._counted = label(kind="muted", size=0.93)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Kemajuan pengisian"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(inset(Still(self._counted, self), 14))
        layout.addLayout(inset(self._bar, 14))
        layout.addSpacing(4)
        layout.addWidget(self.outline, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._go_on)
        self._looked = 0
        self._figures_left = self._find_figures()
        self._work = self._count_all()
        self._counting = AfterPainting(self, self._count_at_once)
        self._counting.ask()
        self._look_at_once(self._figures_left)
        self.show_all()

    def show_all(self) -> None:
        """Show every section anew: the form is read in another language."""
        hidden = [at for at, section in enumerate(self._sections) if not section.relevant]
        self.outline.show_entries(_Entries(len(self._sections), self._entry), hidden)
        self._show_count()

    def refresh(self, refs: frozenset[Ref]) -> None:
        """Take in what changed."""
        if self.figures.touched(refs):
            self.figures_changed.emit()
        for index in self._tally.update(refs):
            self.outline.update_entry(index, self._entry(index))
        self._show_count()

    def update_remarks(self, refs: Iterable[str]) -> None:
        """Show what stands now beside these questions."""
        for index in {section_index(self._sections, ref) for ref in refs}:
            self.outline.update_entry(index, self._entry(index))

    def _look_at_once(self, work: Iterator[int]) -> bool:
        """Do as much as nobody feels, in all; tell whether anything is left."""
        while self._looked <= _AT_ONCE:
            count = next(work, None)
            if count is None:
                return False
            self._looked += count
        return True

    def _count_at_once(self) -> None:
        if self._look_at_once(self._work):
            self._show_count()
            self._rest.start(_LATER_MS)

    def _go_on(self) -> None:
        until = perf_counter() + _SLICE_S
        for _ in self._work:
            if perf_counter() > until:
                self._rest.start(0)
                return

    def _find_figures(self) -> Iterator[int]:
        """Look for figures, yielding now and then how many nodes were looked at."""
        for node in self._session.root.children:
            yield self.figures.look_into(node)

    def _count_all(self) -> Iterator[int]:
        """Count the whole form, yielding likewise."""
        yield from self._figures_left
        self.figures_changed.emit()
        for index in range(len(self._sections)):
            looked = self._tally.count(index)
            self.outline.entries.look_again(index)
            yield looked
        self._show_count()

    def _entry(self, index: int) -> OutlineEntry:
        section = self._sections[index]
        return OutlineEntry(
            label=markdown.to_plain(section.label) or self.tr("Umum"),
            standing=self._tally.standing(index),
            relevant=section.relevant,
            figure=self.figures.of_sections().get(section.key, ""),
            remarks=self._remarks(section),
        )

    def _show_count(self) -> None:
        """Tell how far the whole form is, once all of it is counted."""
        whole = self._tally.whole
        most, value = (max(whole.total, 1), whole.answered) if whole else (1, 0)
        if (most, value) != (self._bar.maximum(), self._bar.value()):
            self._bar.setUpdatesEnabled(False)  # else it paints itself at once, before all else
            self._bar.setMaximum(most)
            self._bar.setValue(value)
            self._bar.setUpdatesEnabled(True)
        if whole:
            self._counted.setText(self._words())
        else:  # before the first picture: a line of its height, for it is known in a moment
            self._counted.setText(" " if self._counting.is_asked else self.tr("Menghitung …"))

    def _words(self) -> str:
        whole = self._tally.whole
        if whole is None:
            return ""
        left = whole.required - whole.required_done
        words = self.tr("{0} dari {1} terisi").format(whole.answered, whole.total)
        return self.tr("{0}, {1} wajib belum").format(words, left) if left else words


class _Entries(Sequence[OutlineEntry]):
    """The entries of all sections, each made when it is looked at."""

    def __init__(self, count: int, make: Callable[[int], OutlineEntry]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> OutlineEntry:  # type: ignore[override]
        if not 0 <= at < self._count:
            raise IndexError(at)
        return self._make(at)
