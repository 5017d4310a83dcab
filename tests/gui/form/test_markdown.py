"""Labels hold a little markdown and never HTML."""

from __future__ import annotations

import pytest

from bina_desktop.ui.form.markdown import is_marked, to_html, to_plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**tebal** dan *miring*", "<b>tebal</b> dan <i>miring</i>"),
        ("__tebal__ dan _miring_", "<b>tebal</b> dan <i>miring</i>"),
        ("a\nb", "a<br/>b"),
        ("# Judul", "<b>Judul</b>"),
        ("<b>bukan</b> & 1 < 2", "&lt;b&gt;bukan&lt;/b&gt; &amp; 1 &lt; 2"),
        (r"\*bukan miring\*", "*bukan miring*"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("[laman](https://a.id/x_y)", '<a href="https://a.id/x_y">laman</a>'),
        ("[bahaya](javascript:alert(1))", "[bahaya](javascript:alert(1))"),
    ],
)
def test_markdown_becomes_rich_text(text: str, html: str) -> None:
    assert to_html(text).partition(">")[2].removesuffix("</p>") == html


def test_blank_line_begins_a_paragraph() -> None:
    assert to_html("a\n\nb").count("<p ") == 2


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**tebal** dan _miring_", "tebal dan miring"),
        ("# Judul\n\nisi", "Judul isi"),
        ("[laman](https://a.id)", "laman"),
        (r"\# satu", "# satu"),
    ],
)
def test_marks_are_dropped_for_screen_readers(text: str, plain: str) -> None:
    assert to_plain(text) == plain


def test_plain_text_is_told_from_marked() -> None:
    assert is_marked("**a**")
    assert not is_marked("Nama lengkap (sesuai KTP)")
