"""English grammar, Indonesian nouns: every Indonesian word of a name stands in the glossary.

No list of English words is kept. A word is Indonesian when the project's own Indonesian texts use
it (forms, resources, sentences for users) and the modules of Python's standard library do not.
"""

from __future__ import annotations

import ast
import re
import sysconfig
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.architecture.tree import ROOT, names_of, parsed, python_files, shown

GLOSSARY = ROOT / "docs" / "glossary.md"
SOURCES = python_files("src")

WORD = re.compile(r"[a-z]+")
CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
INDONESIAN = re.compile(
    r"\b(?:atau|belum|bukan|dan|dari|dengan|oleh|pada|sudah|tidak|untuk|yang)\b", re.IGNORECASE
)
MARKUP = re.compile(r"\$\{[^}]*\}|`[^`]*`|<[^>]*>|[\w./-]*_[\w./-]*|[\w-]+\.[a-z]{2,4}\b")

BORROWED = {
    "administrator",
    "batches",
    "concat",
    "draft",
    "entities",
    "folder",
    "geojson",
    "laptop",
    "logo",
    "pdf",
    "pen",
    "pin",
    "postgresql",
    "proposal",
    "sheet",
    "sqlite",
    "survey",
    "upgrade",
    "xform",
    "xlsform",
    "xlsx",
    "xpath",
}
"""English words of our names that our Indonesian texts use as well."""


# --- the names ---------------------------------------------------------------------------------


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case: `LembarPenilaian` → lembar, penilaian."""
    return tuple(word.lower() for word in CAMEL.findall(name))


@cache
def named() -> dict[tuple[str, ...], str]:
    """Return every name as words, with one place where it stands."""
    return {words_of(name): shown(path) for path in SOURCES for name in names_of(path)}


# --- the languages -----------------------------------------------------------------------------


def _texts(value: object) -> Iterator[str]:
    """Yield Indonesian texts of a table; of a pair `[Indonesian, English]` the first."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        pair = len(value) == 2 and all(isinstance(item, str) for item in value)
        for item in value[:1] if pair else value:
            yield from _texts(item)


def _sentences(path: Path) -> Iterator[str]:
    """Yield the Indonesian sentences of a module; docstrings are English."""
    tree = parsed(path)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                if INDONESIAN.search(text):
                    yield text
            case _:
                pass


@cache
def indonesian_words() -> frozenset[str]:
    """Return the words of forms, resources and of the sentences that users read."""
    tables = (
        path for folder in ("resources", "forms") for path in (ROOT / folder).rglob("*.toml")
    )
    texts = [
        text for path in tables for text in _texts(tomllib.loads(path.read_text(encoding="utf-8")))
    ]
    texts += (text for path in SOURCES for text in _sentences(path))
    return frozenset(
        word for text in texts for word in WORD.findall(MARKUP.sub(" ", text.lower()))
    )


@cache
def english_words() -> frozenset[str]:
    """Return words that two or more modules of the standard library use."""
    library = Path(sysconfig.get_path("stdlib")).glob("*.py")
    counted: Counter[str] = Counter()
    for path in library:
        counted.update(
            set(WORD.findall(path.read_text(encoding="utf-8", errors="replace").lower()))
        )
    return frozenset(word for word, files in counted.items() if files > 1) | BORROWED


# --- the glossary ------------------------------------------------------------------------------


def _column(heading: str) -> tuple[str, ...]:
    """Return the quoted terms of the first column below a heading of the glossary."""
    text = GLOSSARY.read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return tuple(re.findall(r"^\| `([a-z0-9_]+)` \|", section, re.MULTILINE))


@cache
def terms() -> tuple[str, ...]:
    """Return the terms as they are spelt in names."""
    return _column("Terms")


def _holds(name: tuple[str, ...], term: tuple[str, ...]) -> bool:
    return any(name[i : i + len(term)] == term for i in range(len(name) - len(term) + 1))


def _used(term: str, names: Iterable[tuple[str, ...]]) -> bool:
    words = words_of(term)
    return any(_holds(name, words) for name in names)


# --- the rules ---------------------------------------------------------------------------------


def test_indonesian_words_of_names_stand_in_the_glossary() -> None:
    known = {word for term in terms() for word in words_of(term)}
    suspects = indonesian_words() - english_words() - known
    unlisted = sorted(
        f"{word}: {'_'.join(name)} in {place}"
        for name, place in named().items()
        for word in name
        if word in suspects
    )
    assert not unlisted, "\n".join(
        ["docs/glossary.md lacks (or BORROWED, if English):", *unlisted]
    )


def test_every_term_of_the_glossary_is_used() -> None:
    assert terms()
    assert [term for term in terms() if not _used(term, named())] == []


def test_a_term_is_listed_once() -> None:
    assert [term for term, times in Counter(terms()).items() if times > 1] == []


def test_no_name_translates_a_term() -> None:
    translations = [words_of(word) for word in _column("Not in names")]
    assert translations
    wrong = {
        "_".join(name): place
        for name, place in named().items()
        for word in translations
        if _holds(name, word)
    }
    assert wrong == {}
