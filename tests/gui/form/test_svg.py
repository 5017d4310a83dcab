"""Drawings from anywhere: what can do harm is not in the copy that is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer

from bina_desktop.ui.form.media import pictures
from bina_desktop.ui.form.media.svg import NoDrawingError, read_drawing

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" {}>'
BOX = '<rect id="a" width="9" height="9" fill="red"/>'


def drawing(inside: str, *, more: str = 'viewBox="0 0 9 9"', before: str = "") -> bytes:
    return (before + OPEN.format(more) + inside + "</svg>").encode()


@pytest.mark.parametrize(
    "harm",
    [
        "<script>fetch('https://contoh.id')</script>",
        '<image x:href="file:///etc/hostname" width="9" height="9"/>',
        '<image href="https://contoh.id/b.png" width="9" height="9"/>',
        '<image href="data:image/svg+xml;base64,AAAA" width="9" height="9"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>',
        '<use x:href="https://contoh.id/b.svg#c"/>',
        '<g id="b" onclick="a()"/>',
        '<g style="fill:url(https://contoh.id/b)"/>',
        r'<g style="fill:u\72l(https://contoh.id/b)"/>',
        "<style>@import url(https://contoh.id/b.css);</style>",
        '<a x:href="https://contoh.id">b</a>',
        '<animate attributeName="width" dur="1s" repeatCount="indefinite"/>',
        '<filter id="f"><feImage x:href="file:///a.png"/></filter>',
        '<rect xmlns="urn:other" id="c"/>',
    ],
)
def test_what_runs_loads_or_moves_is_left_out(harm: str) -> None:
    shown = read_drawing(drawing(harm + BOX)).shown
    for word in (
        b"script",
        b"https://contoh.id",
        b"file:",
        b"onclick",
        b"import",
        b"animate",
        b"urn:o",
    ):
        assert word not in shown
    for word in (b"svg+xml", b"72l", b"feImage", b"foreignObject", b"<use"):
        assert word not in shown
    assert b'fill="red"' in shown
    assert QSvgRenderer(shown).isValid()


def test_a_picture_within_and_words_and_classes_stay() -> None:
    inside = (
        "<style>.k{fill:blue}</style><defs><linearGradient id='g'><stop offset='1'/>"
        "</linearGradient></defs><rect class='k' fill='url(#g)' width='4' height='4'/>"
        "<text id='t'>Loket <tspan>1</tspan></text>"
        "<image href='data:image/png;base64,AAAA' width='2' height='2'/>"
    )
    shown = read_drawing(drawing(inside)).shown
    for kept in (b".k{fill:blue}", b"url(#g)", b"Loket <tspan>1</tspan>", b"data:image/png"):
        assert kept in shown


def test_areas_are_filled_whatever_the_author_made_transparent() -> None:
    hidden = '<g opacity="0"><path id="p" d="M0 0H9V9H0Z" style="fill:none" stroke="red"/></g>'
    made = read_drawing(drawing(hidden + '<g id="q">' + BOX + "</g>"))
    assert made.ids == ("p", "q", "a")
    assert b"opacity" in made.shown
    for word in (b"opacity", b"none", b"red"):
        assert word not in made.areas


DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://www.w3.org/svg11.dtd">'
BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def test_a_usual_doctype_is_no_harm() -> None:
    assert read_drawing(drawing(BOX, before=DOCTYPE)).ids == ("a",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html/>",
        b"<svg",
        b'<svg xmlns="urn:other"/>',
        drawing("<text>&b;</text>", before=BOMB),
        drawing("<g>" * 70 + "</g>" * 70),
        drawing("<g/>" * 20_001),
        drawing("<desc>" + "a" * 4_000_000 + "</desc>"),
    ],
)
def test_what_is_no_drawing_or_too_much_is_refused(data: bytes) -> None:
    with pytest.raises(NoDrawingError):
        read_drawing(data)


def test_a_drawing_beside_a_label_cannot_show_another_file(tmp_path: Path) -> None:
    secret = QImage(9, 9, QImage.Format.Format_RGB32)
    secret.fill(QColor("red"))
    secret.save(str(tmp_path / "rahasia.png"))
    (tmp_path / "a.svg").write_bytes(
        drawing(f'<image x:href="{tmp_path}/rahasia.png" width="9" height="9"/>')
    )
    seen = pictures.of_file(tmp_path / "a.svg", QSize(90, 90))
    assert seen.size() == QSize(90, 90)
    assert seen.pixelColor(40, 40).alpha() == 0


def test_a_drawing_under_another_name_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(drawing(BOX))
    assert pictures.of_file(tmp_path / "a.png", QSize(90, 90)).isNull()
    assert pictures.of_file(tmp_path / "none.png", QSize(90, 90)).isNull()
