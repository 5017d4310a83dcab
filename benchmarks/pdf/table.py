"""The table of one run: pages a second, memory, ratios, goals."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

NAMES: Final = {
    "bina": "BINA",
    "typst": "typst",
    "weasyprint": "WeasyPrint",
    "libreoffice": "LibreOffice",
    "platypus": "ReportLab's own tables, one a page",
}
TASKS: Final = {
    "laporan": "Laporan Hasil Penilaian of about ten pages",
    "lembar": "the 30 filled sheets of a visit",
    "rekap": "recap of the province with the list of all officers",
}
NOTES: Final = """
- Each side draws in a fresh process, after a document of one line, so that imports and fonts do not count; LibreOffice's start does, because each conversion starts it. The quickest of three rounds, where one takes less than six seconds. Ratios are by the clock; processor seconds count all processes of a side. Above 1 BINA is faster.
- **BINA** draws what the window draws: kop, signature field, page x of y, table of contents with links, bookmarks, charts, embedded fonts. The sheets are thirty documents of their own, which for the others are one.
- The others set the same words, read from what BINA is about to draw, as headings, paragraphs and tables from one template in the same sizes; plots, letterhead and room for signatures are left out, so that they need fewer pages. Hence both ratios: for the whole, and for a page.
- WeasyPrint is given six of the sheets, and with LibreOffice fewer pages of the recap; they are compared by the page. LibreOffice is Calc where Writer is not installed.
- The sides are looked through for the same words before they count; what a side lacks stands in its last column.
- A signature is PAdES with PKCS#12, in processor seconds, the least of five; pyHanko alone signs the same file without looking at certificate, turn and name, and with its plain mark.
"""  # noqa: E501 - lines of a document
_ROW = tuple[str, float | None, str, bool]


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
    parts.append(f"\n## Goals\n\n{_goals(found)}")
    parts += [f"\n{NAMES[name]} is absent: {why}.\n" for name, why in found["absent"].items()]
    return "".join(parts) + NOTES


def _sides(sides: dict[str, Any]) -> str:
    lines = [
        "| side | pages | s | processor s | pages/s | MiB | × BINA, whole | × BINA, a page | |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, one in sides.items():
        if "fault" in one:
            lines.append(
                f"| {NAMES[name]} | – | – | – | – | – | – | – | {' '.join(one['fault'])} |"
            )
            continue
        lacks = f"lacks {', '.join(one['missing'][:3])}" if one["missing"] else ""
        whole = _whole(sides, name)
        lines.append(
            f"| {NAMES[name]} | {one['pages']:,} | {one['seconds']:.2f} | {one['cpu']:.2f} "
            f"| {one['pages'] / one['seconds']:.0f} | {one['memory']:.0f} "
            f"| {'–' if whole is None else f'{whole:.2f}'} | {_page(sides, name) or 0:.2f} "
            f"| {lacks} |"
        )
    return "\n".join(lines) + "\n"


def _whole(sides: dict[str, Any], name: str) -> float | None:
    """Return how many times our seconds a side takes for the same."""
    ours, one = sides["bina"], sides.get(name, {})
    if "seconds" not in one or "seconds" not in ours or one["asked"] != ours["asked"]:
        return None
    return one["seconds"] / ours["seconds"]


def _page(sides: dict[str, Any], name: str) -> float | None:
    """Return how many times our seconds a side takes for a page."""
    ours, one = sides["bina"], sides.get(name, {})
    if "seconds" not in one or "seconds" not in ours:
        return None
    return (one["seconds"] / one["pages"]) / (ours["seconds"] / ours["pages"])


def _goals(found: dict[str, Any]) -> str:
    lines = ["| BINA | is | goal | met |", "|---|---|---|---|"]
    for what, value, goal, met in (*_laporan(found), *_lembar(found), *_rekap(found)):
        shown = "–" if value is None else f"{value:,.2f}"
        verdict = "" if not goal else "not measured" if value is None else "yes" if met else "no"
        lines.append(f"| {what} | {shown} | {goal} | {verdict} |")
    signing = found["signing"]
    ratio = signing["seconds"] / signing["alone"]
    lines.append(
        f"| signature: {signing['seconds'] * 1000:.0f} ms ÷ pyHanko alone, "
        f"{signing['alone'] * 1000:.0f} ms | {ratio:.2f} | ≤ 1.2 "
        f"| {'yes' if ratio <= 1.2 else 'no'} |"
    )
    return "\n".join(lines) + "\n"


def _laporan(found: dict[str, Any]) -> Iterator[_ROW]:
    sides = found["tasks"]["laporan"]
    whole = _whole(sides, "typst")
    value = None if whole is None else 1 / whole
    yield "Laporan ÷ typst, whole", value, "≤ 1.2", value is not None and value <= 1.2
    page = _page(sides, "typst")
    yield "Laporan ÷ typst, a page", None if page is None else 1 / page, "", True
    for name in ("weasyprint", "libreoffice"):
        page = _page(sides, name)
        yield f"Laporan: pages/s × {NAMES[name]}", page, "≥ 7", page is not None and page >= 7


def _lembar(found: dict[str, Any]) -> Iterator[_ROW]:
    sides = found["tasks"]["lembar"]
    for name in ("typst", "weasyprint", "libreoffice"):
        page = _page(sides, name)
        yield f"sheets: pages/s × {NAMES[name]}", page, "> 1", page is not None and page > 1


def _rekap(found: dict[str, Any]) -> Iterator[_ROW]:
    sides, larger = found["tasks"]["rekap"], found["larger"]
    ours = sides["bina"]
    page = _page(sides, "typst")
    yield "recap: pages/s × typst", page, "≥ 4", page is not None and page >= 4
    page = _page(sides, "platypus")
    yield "recap: pages/s × ReportLab's own tables", page, "> 1", page is not None and page > 1
    speed = ours["pages"] / ours["seconds"]
    yield "recap: pages/s", speed, "≥ 120", speed >= 120
    yield "recap: peak MiB", ours["memory"], "≤ 200", ours["memory"] <= 200
    times = larger["pages"] / ours["pages"]
    growth = larger["seconds"] / ours["seconds"]
    goal = f"≤ {times * 1.1:.1f}, linear"
    yield f"recap: time at {times:.1f} × the pages", growth, goal, growth <= times * 1.1
    memory = larger["memory"] / ours["memory"]
    yield f"recap: memory at {times:.1f} × the pages", memory, "≤ 2", memory <= 2
