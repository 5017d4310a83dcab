"""The files of the project, as the tests of the house read them."""

from __future__ import annotations

import ast
import gc
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "bina_desktop"


@cache
def committed() -> tuple[Path, ...]:
    """Return the files that are, or are about to be, committed; none outside a git checkout."""
    if not (ROOT / ".git").exists():
        return ()
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    paths = (ROOT / name for name in listing.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Return every module below these folders of the project."""
    return tuple(sorted(path for name in folders for path in (ROOT / name).rglob("*.py")))


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a module.

    Nothing is collected meanwhile: up to CPython 3.11.7 a finalizer that lets another thread in
    makes the parser believe that its depth is wrong (python/cpython#106905).
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    finally:
        if collects:
            gc.enable()


def text_of(path: Path) -> str | None:
    """Return the text of a file, None for binary ones."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def shown(path: Path) -> str:
    """Return the path as people write it."""
    return path.relative_to(ROOT).as_posix()


def names_of(path: Path) -> Iterator[str]:
    """Yield what a module names for others: itself, classes, functions, attributes, constants."""
    yield path.stem
    tree = parsed(path)
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.ClassDef(name=name, body=body):
                yield name
                yield from _assigned(body)
            case _:
                pass
    yield from _assigned(tree.body)


def _assigned(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass
