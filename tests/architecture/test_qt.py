"""What Qt offers and Python must not take."""

from __future__ import annotations

import ast

from tests.architecture.tree import parsed, python_files, shown

ITEMS_OF_LAYOUTS = {"itemAt", "itemAtPosition", "takeAt", "takeRow"}


def test_nobody_asks_a_layout_for_its_items() -> None:
    """`ui/laid_out.py` says why, and what is asked instead."""
    asked = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files("src", "tests")
        if any(name in path.read_text(encoding="utf-8") for name in ITEMS_OF_LAYOUTS)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ITEMS_OF_LAYOUTS
    ]
    assert asked == []
