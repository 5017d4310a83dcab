"""Looking at a PDF within the window, and printing it; where Qt's PDF module is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QStackedWidget

from bina_desktop.domain.errors import BinaError
from bina_desktop.ui.panels import EmptyState
from bina_desktop.ui.theme import sized

MOST_DPI = 300
"""A page of text gains nothing from more, and a bitmap of it would need hundreds of megabytes."""


class PrintFault(BinaError):  # noqa: N818 - told like the other expected errors
    """A printer that does not take the pages."""

    code = "cetak-gagal"


def is_available() -> bool:
    """Tell whether Qt's PDF module is installed; looks for its files, imports nothing."""
    return find_spec("PySide6.QtPdfWidgets") is not None


class PdfView(QStackedWidget):
    """The pages of one document below each other, or a sentence that says why there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._empty = EmptyState(glyph="pdf")
        self.addWidget(self._empty)
        self._buffer = QBuffer(self)
        self._document: Any = None
        if is_available():
            self._make_view()
        sized(self, min_width=320, min_height=240)

    def _make_view(self) -> None:
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self._document = QPdfDocument(self)
        view = QPdfView(self)
        view.setDocument(self._document)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setAccessibleName(self.tr("Pratinjau naskah"))
        self.addWidget(view)

    @property
    def pages(self) -> int:
        """Number of pages shown."""
        return self._document.pageCount() if self._document and self.currentIndex() else 0

    def say(self, title: str, text: str) -> None:
        """Show a sentence instead of pages."""
        self._empty.say(title, text)
        self.setCurrentIndex(0)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document from its first page on."""
        if self._document is None:
            self.say(
                self.tr("Pratinjau belum terpasang"),
                self.tr(
                    "Naskah dapat dibuka di penampil PDF, disimpan, dan dicetak dari sana. "
                    "Pratinjau di jendela ini memerlukan paket tambahan `preview`."
                ),
            )
            return
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.setCurrentIndex(1)


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Send the pages a printer was asked for, each in its own size and direction.

    Raises PrintFault where the printer refuses.
    """
    from PySide6.QtPdf import QPdfDocument

    holder = QObject()
    buffer = QBuffer(holder)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(holder)
    document.load(buffer)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    printer.setFullPage(True)
    painter = QPainter()
    for page in range(first - 1, last):
        _turn(printer, document, page)
        begun = printer.newPage() if painter.isActive() else painter.begin(printer)
        if not begun:
            raise PrintFault(
                "Pencetak tidak menerima naskah ini. Periksa apakah pencetak menyala dan dipilih, "
                "lalu cetak sekali lagi."
            )
        _paint(painter, printer, document, page)
    painter.end()


def _turn(printer: QPrinter, document: Any, page: int) -> None:
    """Give the sheet the size of the page: F4 stays F4, and a wide page lies."""
    size = document.pagePointSize(page)
    wide = size.width() > size.height()
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    exact = QPageSize.SizeMatchPolicy.ExactMatch  # else F4 becomes a sheet that is "near enough"
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", exact))
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    )


def _paint(painter: QPainter, printer: QPrinter, document: Any, page: int) -> None:
    size = document.pagePointSize(page)
    dots = min(printer.resolution(), MOST_DPI) / 72
    image = document.render(page, QSize(round(size.width() * dots), round(size.height() * dots)))
    full = printer.resolution() / 72
    target = QRect(0, 0, round(size.width() * full), round(size.height() * full))
    painter.drawImage(target, image)
