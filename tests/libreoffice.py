"""LibreOffice without a screen, as a colleague's computer has it: opens, edits, saves .xlsx.

It is driven by its own Basic, which every packaging of it brings; its Python is often left out.
The locale is Indonesian, so that what is typed is read as people there mean it: `12,5`,
`3/11/2026`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import pytest

PATIENCE: Final = 240
"""Seconds after which LibreOffice is taken for hung; alone it needs two."""

_SETTINGS: Final = """\
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">\
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>
</oor:items>"""
_MODULE: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" \
script:language="StarBasic">{}</script:module>
"""
_BASIC: Final = """\
Option Explicit

Function Prop(name As String, value As Variant) As Object
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Set Prop = made
End Function

Function Opened(url As String, how() As Object) As Object
  ' Nothing where it does not open: a password is missing, or is another one.
  On Error Resume Next
  Set Opened = StarDesktop.loadComponentFromURL(url, "_blank", 0, how())
End Function

Function Sheet(doc As Object, name As String) As Object
  Set Sheet = doc.Sheets.getByName(name)
End Function

Function Cell(doc As Object, name As String, address As String) As Object
  Set Cell = Sheet(doc, name).getCellRangeByName(address)
End Function

Function Rows(page As Object) As Object
  ' Everything below the two heads.
  Dim cursor As Object, last As Object
  Set cursor = page.createCursor()
  cursor.gotoEndOfUsedArea(False)
  Set last = cursor.RangeAddress
  Set Rows = page.getCellRangeByPosition(0, 2, last.EndColumn, last.EndRow)
End Function

Sub SortRows(page As Object, column As Integer, ascending As Boolean)
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = column
  fields(0).IsAscending = ascending
  Rows(page).sort(Array(Prop("SortFields", fields()), Prop("ContainsHeader", False)))
End Sub

Sub FilterRows(page As Object, column As Integer, text As String)
  Dim filter As Object, fields(0) As New com.sun.star.sheet.TableFilterField
  fields(0).Field = column
  fields(0).Operator = com.sun.star.sheet.FilterOperator.NOT_EQUAL
  fields(0).StringValue = text
  Set filter = Rows(page).createFilterDescriptor(True)
  filter.setFilterFields(fields())
  Rows(page).filter(filter)
End Sub

Sub Tell(path As String, words As String)
  Dim number As Integer
  number = FreeFile
  Open path For Append As #number
  Print #number, words
  Close #number
End Sub
"""
_JOB: Final = """
Sub Job{number}(told As String)
  Dim doc As Object
  On Error Goto Failed
  FileCopy({source}, {target})
  doc = Opened(ConvertToURL({target}), Array(Prop("Hidden", True){password}))
  If IsNull(doc) Then
    Tell(told, "closed")
    Exit Sub
  End If
{body}
  doc.setModified(True)
  doc.store()
  doc.close(True)
  Tell(told, "saved")
  Exit Sub
Failed:
  Tell(told, "line " & Erl & ": " & Join(Split(Error$, Chr(10)), " "))
End Sub
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A workbook to open, to edit, and to save under another name."""

    source: Path
    target: Path
    edits: Sequence[str] = ()
    """Lines of Basic, with the workbook as `doc`; see the functions below."""
    password: str = ""
    """Opens it, and is put on what is saved."""


def is_here() -> bool:
    """Return True where LibreOffice can be started."""
    return shutil.which("soffice") is not None


needed = pytest.mark.skipif(not is_here(), reason="LibreOffice (soffice) is not installed")


def run(jobs: Iterable[Job]) -> list[str]:
    """Do the jobs in one process; return `saved`, `closed` (did not open) or the fault of each.

    Raises subprocess.TimeoutExpired where LibreOffice hangs, and RuntimeError where it ended
    without having come to an end of its work.
    """
    listed = list(jobs)
    with tempfile.TemporaryDirectory(prefix="bina-lo-") as folder:
        profile, told = Path(folder) / "profil", Path(folder) / "kata.txt"
        _make_profile(profile, listed, told)
        output = _soffice(profile, "macro:///Standard.Module1.Main")
        words = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    if len(words) != len(listed):
        raise RuntimeError(f"LibreOffice did {len(words)} of {len(listed)} jobs: {output} {words}")
    return words


def resave(paths: Iterable[Path], folder: Path) -> list[Path]:
    """Open and save workbooks in another folder; return the new files."""
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [Job(path, folder / path.name) for path in paths]
    assert run(jobs) == ["saved"] * len(jobs)
    return [job.target for job in jobs]


# --- what a person does ------------------------------------------------------------------------


def typed(sheet: str, cell: str, text: str) -> str:
    """Type into a cell: the program decides what it is."""
    return f"  Cell(doc, {_text(sheet)}, {_text(cell)}).FormulaLocal = {_text(text)}"


def pasted(sheet: str, cell: str, text: str) -> str:
    """Put a text into a cell as it is."""
    return f"  Cell(doc, {_text(sheet)}, {_text(cell)}).String = {_text(text)}"


def sorted_by(sheet: str, column: int, *, ascending: bool = True) -> str:
    """Sort all rows by a column, counted from 0."""
    return f"  SortRows(Sheet(doc, {_text(sheet)}), {column}, {ascending})"


def filtered(sheet: str, column: int, text: str) -> str:
    """Hide the rows that say this in a column, counted from 0."""
    return f"  FilterRows(Sheet(doc, {_text(sheet)}), {column}, {_text(text)})"


def blank_rows(sheet: str, before: int, count: int) -> str:
    """Insert empty rows before a row, counted from 0."""
    return f"  Sheet(doc, {_text(sheet)}).Rows.insertByIndex({before}, {count})"


def hidden_column(sheet: str, column: int) -> str:
    """Hide a column, counted from 0."""
    return f"  Sheet(doc, {_text(sheet)}).Columns.getByIndex({column}).IsVisible = False"


def _text(text: str) -> str:
    """Return a literal of Basic, which knows no escapes."""
    quoted = text.replace('"', '""')
    return '"' + quoted.replace("\n", '" & Chr(10) & "') + '"'


# --- the program -------------------------------------------------------------------------------


def _make_profile(profile: Path, jobs: Sequence[Job], told: Path) -> None:
    """Let the program make a profile of its own, and put the macro there."""
    _soffice(profile, "--terminate_after_init")
    settings = profile / "user" / "registrymodifications.xcu"
    made = settings.read_text(encoding="utf-8")
    settings.write_text(made.replace("</oor:items>", _SETTINGS), encoding="utf-8")
    parts = [_BASIC, *(_job(number, job) for number, job in enumerate(jobs))]
    calls = "".join(f"  Job{number}({_text(str(told))})\n" for number in range(len(jobs)))
    parts.append(f"\nSub Main\n{calls}  StarDesktop.terminate()\nEnd Sub\n")
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(escape("".join(parts))), encoding="utf-8")


def _job(number: int, job: Job) -> str:
    return _JOB.format(
        number=number,
        source=_text(str(job.source)),
        target=_text(str(job.target)),
        password=f', Prop("Password", {_text(job.password)})' if job.password else "",
        body="\n".join(job.edits),
    )


def _soffice(profile: Path, *arguments: str) -> str:
    """Run to the end; return what it said. What it started ends with it."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    with subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return output
