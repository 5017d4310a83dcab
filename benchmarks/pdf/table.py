"""The table of one run: pages a second, memory, ratios, goals."""

from __future__ import annotations

import os
import platform
from datetime import date
from typing import Any, Final

NAMES: Final = {
    "bina": "BINA (ReportLab)",
    "typst": "typst",
    "weasyprint": "WeasyPrint",
    "libreoffice": "LibreOffice",
}
TASKS: Final = {
    "laporan": "Laporan Hasil Penilaian",
    "lembar": "the 30 filled sheets of a visit",
    "rekap": "recap of the province with the list of all officers",
}
NOTES: Final = """
- Each side draws in a fresh process. Imports are not counted; LibreOffice's start is, because each conversion starts it. Processor seconds count all processes of a side; ratios are by them.
- **BINA** draws what the window draws: kop, signature block, page x of y, bookmarks, charts, embedded fonts. The others set the same words as headings, paragraphs and tables from one template; charts and letterhead are left out.
- Fonts, sizes and margins are ours, but the others set less beside the tables (no cover, no rubric, no room for signatures), so that they need fewer pages: both ratios are given. Above 1 we are faster.
- WeasyPrint and LibreOffice are given fewer pages of the recap and compared by the page. LibreOffice is Calc where Writer is not installed.
- The sides are looked through for the same words before they count.
"""  # noqa: E501 - lines of a document


def document(found: dict[str, Any]) -> str:
    """Return the table with what it needs to be read."""
    head = (
        "# Documents\n\nWritten by `make bench-pdf WRITE=yes`. Only ratios can be carried to "
        "another machine.\n\n"
        f"{date.today().isoformat()}: {os.cpu_count()} cores, {platform.system()} "  # noqa: DTZ011 - as people date it
        f"{platform.machine()}, CPython {platform.python_version()}.\n"
    )
    parts = [head]
    for task, sides in found["tasks"].items():
        parts.append(f"\n## {TASKS[task][0].upper()}{TASKS[task][1:]}\n\n{_sides(sides)}")
    parts.append(
        f"\nOne signature (PKCS#12, PAdES): {found['signing'] * 1000:.0f} ms of processor.\n"
    )
    parts += [f"\n{NAMES[name]} is absent: {why}.\n" for name, why in found["absent"].items()]
    return "".join(parts) + NOTES


def _sides(sides: dict[str, Any]) -> str:
    lines = [
        "| side | pages | s | processor s | pages/s | MiB | times ours, whole | a page | |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    ours = sides["bina"]
    for name, one in sides.items():
        if "fault" in one:
            lines.append(
                f"| {NAMES[name]} | – | – | – | – | – | – | – | {' '.join(one['fault'])} |"
            )
            continue
        whole = f"{one['cpu'] / ours['cpu']:.2f}" if one["asked"] == ours["asked"] else "–"
        page = (one["cpu"] / one["pages"]) / (ours["cpu"] / ours["pages"])
        told = f"lacks {', '.join(one['missing'][:3])}" if one["missing"] else ""
        lines.append(
            f"| {NAMES[name]} | {one['pages']} | {one['seconds']:.2f} | {one['cpu']:.2f} "
            f"| {one['pages'] / one['cpu']:.0f} | {one['memory']:.0f} | {whole} | {page:.2f} "
            f"| {told} |"
        )
    return "\n".join(lines) + "\n"
