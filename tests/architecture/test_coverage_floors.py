"""The floors themselves: what is counted as broken, and how it is told."""

from __future__ import annotations

from typing import Any

from tests.architecture.coverage_floors import faults


def a_file(
    percent: float, lines: list[int] | None = None, branches: list[list[int]] | None = None
) -> dict[str, Any]:
    lines, branches = lines or [], branches or []
    summary = {
        "percent_covered": percent,
        "missing_lines": len(lines),
        "missing_branches": len(branches),
    }
    return {"summary": summary, "missing_lines": lines, "missing_branches": branches}


def a_report(total: float, **files: dict[str, Any]) -> dict[str, Any]:
    named = {f"src/bina_desktop/{name.replace('__', '/')}.py": f for name, f in files.items()}
    return {"files": named, "totals": {"percent_covered": total}}


def test_a_complete_core_over_the_floor_has_no_fault() -> None:
    report = a_report(90.0, domain__sop=a_file(100.0), ui__app=a_file(50.0, [1, 2]))
    assert list(faults(report)) == []


def test_a_missing_branch_of_the_core_is_named() -> None:
    report = a_report(95.0, domain__sop=a_file(99.996, [], [[12, -1], [20, 22]]))
    assert list(faults(report)) == [
        "src/bina_desktop/domain/sop.py: 99.99 %, floor 100 %; missing 12→exit, 20→22"
    ]


def test_missing_lines_are_told_as_ranges() -> None:
    report = a_report(95.0, domain__sop=a_file(80.0, [3, 4, 5, 9], [[4, 9], [11, 13]]))
    assert list(faults(report)) == [
        "src/bina_desktop/domain/sop.py: 80.00 %, floor 100 %; missing 3–5, 9, 11→13"
    ]


def test_a_thin_whole_names_its_thinnest_files() -> None:
    report = a_report(89.99, ui__app=a_file(50.0, [1]), pdf__naskah=a_file(10.0, [1, 2, 3]))
    told = list(faults(report))
    assert told[0].startswith("overall: 89.99 %, floor 90 %")
    assert [line.split()[-1] for line in told[1:]] == [
        "src/bina_desktop/pdf/naskah.py",
        "src/bina_desktop/ui/app.py",
    ]
