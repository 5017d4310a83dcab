"""The table of one run: each side, its ratio, the goal and whether it is met."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from typing import Any

from benchmarks.merge import data

NOTES = """
- **BINA** is the use case behind the window and the command, SQLCipher with synchronous=FULL: gate against hostile packages, parsing in child processes with memory limits, seal, hash chains, cells compared with what was exported, union with the journal, heads, conflicts, tables, a batch for every file, the file itself kept. Fates are counted in the same run; a separate preview costs the same again.
- **pandas** reads the visible sheet of every file with openpyxl, concatenates, melts to one row an answer and writes them with to_sql: no journal, no conflicts, no check, labels for values.
- **openpyxl + ORM** reads the visible sheet (read only) and adds one object an answer, a commit a file; measured on {sample} files and scaled.
- **floor** parses `_jurnal` with calamine, nothing else of the file, and inserts the rows of the changes with integer keys into a plain SQLite table with the journal's two indexes: one process, one transaction.
- **floor, SQLCipher** does the same into a database of the kind that BINA keeps: same key, page size, WAL and synchronous=FULL. The goal is told beside the plain floor, which does not encrypt; like is beside like where both write SQLCipher, and where both write plain SQLite.
- MiB of all processes are looked at twenty times a second and added up; what processes share counts for each.
- Processor seconds count all processes of a side; on a machine with other work they say more than the clock. Ratios of goals are by the clock.
- The sides hold the same answers (count and checksum compared), the floor the same changes; conflicts are counted.
- Sheets are drafts, so no figures are computed; the form engine does that for final sheets, on its own benchmark.
"""  # noqa: E501 - lines of a document


def document(found: dict[str, Any], files: int, sample: int, faults: Sequence[str]) -> str:
    """Return the table with what it needs to be read."""
    head = (
        "# Merging the exports of a quarter\n\n"
        "Written by `make bench-merge WRITE=yes`. "
        f"{files} files, {files * data.SHEETS:,} sheets, "
        f"{files * data.SHEETS * data.ANSWERS:,} answers, {data.changes_in(files):,} changes. "
        "Only ratios can be carried to another machine.\n\n"
        f"{date.today().isoformat()}: {os.cpu_count()} cores, {platform.system()} "  # noqa: DTZ011 - as people date it
        f"{platform.machine()}, CPython {platform.python_version()}.\n\n"
    )
    told = "".join(f"- Fault: {fault}.\n" for fault in faults)
    if any(side is None for side in found.values()):
        return head + told
    notes = NOTES.format(sample=sample) + _beyond(found)
    return head + _sides(found) + "\n" + _goals(found) + notes + told


def _beyond(found: dict[str, Any]) -> str:
    """Say where a goal cannot be met by anybody: the floor itself does not."""
    pandas, floor = (found[side]["seconds"] for side in ("pandas", "floor"))
    if pandas >= 8 * floor:
        return ""
    return (
        f"- **8 × pandas lies beyond the floor.** The floor, which checks, merges and keeps "
        f"nothing, takes {floor:.1f} s; pandas takes {pandas:.1f} s, {pandas / floor:.1f} times "
        f"as long. To be 8 times as fast as pandas a merge would have to take "
        f"{pandas / 8:.1f} s, {pandas / 8 / floor:.2f} of the floor; at 2.5 × the floor, the "
        f"other goal, it is {pandas / floor / 2.5:.1f} times as fast as pandas. The goal comes "
        "from files with a row for every answer; ours have a row for every sheet, and pandas "
        "reads that in a fraction of the time.\n"
    )


def _sides(found: dict[str, Any]) -> str:
    scale = found["files"] / found["sample"]
    rows = [
        ("BINA, into an empty database", found["first"], 1.0),
        ("BINA, the same files again", found["again"], 1.0),
        ("BINA, into a full database", found["full"], 1.0),
        ("BINA, plain SQLite instead", found["plain"], 1.0),
        ("BINA, a tenth of the files", found["tenth"], 1.0),
        ("pandas + openpyxl, to_sql", found["pandas"], 1.0),
        ("openpyxl + ORM (scaled)", found["orm"], scale),
        ("floor: calamine + executemany, plain SQLite", found["floor"], 1.0),
        ("floor: the same, SQLCipher", found["sealed"], 1.0),
    ]
    lines = [
        "| side | s | processor s | files/s | MiB | MiB, all processes |",
        "|---|---|---|---|---|---|",
    ]
    for told, side, factor in rows:
        files = found["files"] // 10 if told.endswith("tenth of the files") else found["files"]
        seconds = side["seconds"] * factor
        lines.append(
            f"| {told} | {seconds:.1f} | {side['cpu'] * factor:.1f} | {files / seconds:.0f} "
            f"| {side['memory']:.0f} | {side['together']:.0f} |"
        )
    return "\n".join(lines) + "\n"


def _goals(found: dict[str, Any]) -> str:
    first, scale = found["first"], found["files"] / found["sample"]
    ours = first["seconds"]
    growth = ours / found["tenth"]["seconds"]
    times = found["files"] / (found["files"] // 10)
    rows = [
        ("× pandas", found["pandas"]["seconds"] / ours, "≥ 8", 8.0, True),
        ("× openpyxl + ORM", found["orm"]["seconds"] * scale / ours, "≥ 15", 15.0, True),
        ("÷ plain floor", ours / found["floor"]["seconds"], "≤ 2.5", 2.5, False),
        ("÷ SQLCipher floor", ours / found["sealed"]["seconds"], "", 0.0, False),
        (
            "plain ÷ plain floor",
            found["plain"]["seconds"] / found["floor"]["seconds"],
            "",
            0.0,
            False,
        ),
        ("the same files again ÷ first", found["again"]["seconds"] / ours, "≤ 0.1", 0.1, False),
        ("full ÷ empty database", found["full"]["seconds"] / ours, "", 0.0, False),
        ("peak MiB, all processes", first["together"], "≤ 300", 300.0, False),
        ("pandas ÷ floor", found["pandas"]["seconds"] / found["floor"]["seconds"], "", 0.0, True),
        (f"time at {times:.1f} × the data", growth, f"≤ {1.1 * times:.1f}", 1.1 * times, False),
    ]
    lines = ["| BINA | is | goal | met |", "|---|---|---|---|"]
    for told, figure, goal, limit, more in rows:
        met = figure >= limit if more else figure <= limit
        verdict = ("yes" if met else "no") if goal else ""
        lines.append(f"| {told} | {figure:.2f} | {goal} | {verdict} |")
    return "\n".join(lines) + "\n"
