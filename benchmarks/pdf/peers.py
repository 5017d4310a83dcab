"""The other side: the same blocks through typst, WeasyPrint, LibreOffice, and ReportLab alone."""

from __future__ import annotations

import html
import io
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks.pdf.content import ROWS_A_PAGE, Block

_UPRIGHT: Final = "2.5cm 2cm 2.5cm 3cm"
_LYING: Final = "2cm 2cm 2cm 2cm"
"""Margins as ours: top, right, bottom, left."""
_CSS: Final = """
@page { size: %s; margin: %s; @bottom-right { content: counter(page) " / " counter(pages) } }
body { font: 11pt "Liberation Sans" } h1 { font-size: 13pt; break-before: page }
h2 { font-size: 11pt } table { font-size: %s }
table { border-collapse: collapse; width: 100%% }
td, th { border: 0.5pt solid #888; padding: 1pt 2pt }
table.plain td { border: 0 }
thead { display: table-header-group } tr { break-inside: avoid }
"""
_TYPST: Final = """
#set page(width: %s, height: %s, margin: %s, numbering: "1 / 1")
#set text(font: "Liberation Sans", size: 11pt)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#show table: set text(size: %s)
#set table(stroke: 0.5pt + gray, inset: 2pt)
#for block in json("content.json") {
  if block.rows.len() > 0 and block.head.len() > 0 {
    table(columns: block.head.len(), table.header(..block.head.map(strong)),
      ..block.rows.flatten())
  } else if block.rows.len() > 0 {
    table(columns: block.rows.at(0).len(), stroke: none, ..block.rows.flatten())
  } else if block.level > 0 { heading(level: block.level, block.text) } else { par(block.text) }
}
"""


def absent() -> dict[str, str]:
    """Return the peers that cannot take part, with the reason."""
    found: dict[str, str] = {}
    for name in ("typst", "weasyprint"):
        if find_spec(name) is None:
            found[name] = f"package {name} is not installed (dependency group `bench`)"
    if "weasyprint" not in found:
        try:
            import weasyprint  # noqa: F401 - looks for the libraries of the system
        except OSError as error:
            found["weasyprint"] = f"a library of the system is missing ({str(error)[:60]})"
    if shutil.which("soffice") is None:
        found["libreoffice"] = "soffice is not on the path"
    return found


def typst(blocks: Sequence[Block], *, lying: bool) -> bytes:
    """Compile a template that reads the blocks as JSON."""
    import typst as compiler

    size = ("297mm", "210mm", _LYING, "7.5pt") if lying else ("210mm", "297mm", _UPRIGHT, "9pt")
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            {"text": b.text, "level": b.level, "head": b.head, "rows": [list(r) for r in b.rows]}
            for b in blocks
        ]
        (Path(folder) / "content.json").write_text(json.dumps(rows), encoding="utf-8")
        source = Path(folder) / "main.typ"
        sides = zip(("top", "right", "bottom", "left"), size[2].split(), strict=True)
        margin = f"({', '.join(f'{side}: {room}' for side, room in sides)})"
        source.write_text(_TYPST % (*size[:2], margin, size[3]), encoding="utf-8")
        made = compiler.compile(str(source))
    assert isinstance(made, bytes)
    return made


def weasyprint(blocks: Sequence[Block], *, lying: bool) -> bytes:
    """Lay out HTML."""
    from weasyprint import HTML

    made = HTML(string=_page(blocks, lying=lying)).write_pdf()
    assert isinstance(made, bytes)
    return made


def libreoffice(blocks: Sequence[Block], *, lying: bool) -> bytes:
    """Convert HTML with a headless office of its own; with Calc where there is no Writer."""
    writer = any(_office().glob("libswlo.*"))
    into = ["--convert-to", "pdf:writer_web_pdf_Export"]
    if not writer:
        into = ["--infilter=HTML (StarCalc)", "--convert-to", "pdf:calc_pdf_Export"]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "content.html"
        source.write_text(_page(blocks, lying=lying), encoding="utf-8")
        subprocess.run(
            [
                shutil.which("soffice") or "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                *into,
                "--outdir",
                folder,
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=600,
        )
        return (Path(folder) / "content.pdf").read_bytes()


def _office() -> Path:
    """Return the folder with the parts of the office."""
    return Path(shutil.which("soffice") or "soffice").resolve().parent


def platypus(blocks: Sequence[Block], *, lying: bool) -> bytes:
    """Set tables as people do who know that long ones are slow: cut into those of one page."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.units import cm
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    from bina_desktop.pdf.layout import BODY, CELL_BOLD

    stream = io.BytesIO()
    size = landscape(A4) if lying else A4
    document = SimpleDocTemplate(stream, pagesize=size, leftMargin=2 * cm, rightMargin=2 * cm)
    story: list[Any] = []
    for block in blocks:
        if not block.rows:
            story.append(Paragraph(html.escape(block.text), CELL_BOLD if block.level else BODY))
            continue
        for start in range(0, len(block.rows), ROWS_A_PAGE):
            rows = [list(row) for row in block.rows[start : start + ROWS_A_PAGE]]
            head = [list(block.head)] if block.head else []
            look = [
                ("FONT", (0, 0), (-1, -1), BODY.fontName, 7.5),
                ("GRID", (0, 0), (-1, -1), 0.4, "#888888"),
                *((f"{side}PADDING", (0, 0), (-1, -1), 1) for side in ("TOP", "BOTTOM")),
            ]
            story.append(Table([*head, *rows], repeatRows=len(head), style=look))
    document.build(story)
    return stream.getvalue()


PEERS: Final[dict[str, Callable[..., bytes]]] = {
    "typst": typst,
    "weasyprint": weasyprint,
    "libreoffice": libreoffice,
    "platypus": platypus,
}


def _page(blocks: Sequence[Block], *, lying: bool) -> str:
    looks = ("A4 landscape", _LYING, "7.5pt") if lying else ("A4", _UPRIGHT, "9pt")
    css = _CSS % looks
    parts = [f"<html><head><meta charset='utf-8'><style>{css}</style></head><body>"]
    for block in blocks:
        if block.rows:
            head = "".join(f"<th>{html.escape(cell)}</th>" for cell in block.head)
            parts.append("<table>" if head else "<table class='plain'>")
            parts.append(f"<thead><tr>{head}</tr></thead><tbody>" if head else "<tbody>")
            for row in block.rows:
                cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
                parts.append(f"<tr>{cells}</tr>")
            parts.append("</tbody></table>")
        else:
            tag = f"h{block.level}" if block.level else "p"
            parts.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
    return "".join((*parts, "</body></html>"))
