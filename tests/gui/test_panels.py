"""The pieces pages are laid out with."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bina_desktop.ui.panels import column, label, plain_tip


def test_words_that_wrap_give_room_back_when_they_get_it(show, qtbot) -> None:
    page = QWidget()
    words = label("Kunci ini hanya ditampilkan sekali, lalu tidak lagi. " * 4, wrap=True)
    page.setLayout(column(words, 1))
    show(page)
    page.resize(220, 600)
    narrow = words.height()
    page.resize(1100, 600)
    qtbot.waitUntil(lambda: words.height() < narrow / 2)
    words.setText("Satu baris.")
    qtbot.waitUntil(lambda: words.height() <= words.fontMetrics().height() + 2)


def test_a_tip_shows_words_from_elsewhere_as_they_stand() -> None:
    assert plain_tip("a & b") == "a & b"
    assert plain_tip('<img src="//host/x.png">\n2') == (
        "<p>&lt;img src=&quot;//host/x.png&quot;&gt;<br>2</p>"
    )
