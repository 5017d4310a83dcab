"""Workbooks spoilt in ways that a seed and a number give again: bytes, XML, cells, changes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.hostile.zips import Parts, read_parts, write_parts

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket, WorkbookContent, WorkbookReading
from bina_desktop.domain.journal import Change, fingerprint, json_text, sealed
from bina_desktop.exchange.workbook import XlsxWorkbooks

STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
STRANGE_DEVICE = fingerprint(STRANGER.public_key().public_bytes_raw())
_TEXT = re.compile(rb"<t(?: [^>]*)?>([^<]*)</t>")
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,200}>")
ODD_TEXTS = (
    "",
    " ",
    "0",
    "-1",
    "1e400",
    "NaN",
    "99999999999999999999",
    "196909051994031011",
    "=1+1",
    "json:",
    'json:"',
    "json:[]",
    "[" * 3_000,
    "null",
    '{"a": 1}',
    "true",
    "\U0001f642" * 50,
    "\ufffe",
    "_x0000_",
    "a\nb\tc",
    "1904-01-01",
    "0000-00-00",
    "9999-12-31T23:59:59+00:00",
    "../../etc/passwd",
    "x:" + "0" * 64,
    "bina:lembar_penilaian",
    "lembar_penilaian",
    "dihapus",
    "' OR 1=1 --",
    "x" * 32_767,
)
CELL_KINDS = (b"s", b"n", b"b", b"e", b"str", b"d", b"inlineStr")
ODD_PLACES = (b"A1", b"B2", b"K7", b"A60", b"ZZ3", b"A0", b"XFD1048576", b"B1")
ODD_NUMBERS = (b"0", b"-1", b"1", b"2147483648", b"99999999999999999999", b"1e400", b"NaN", b"")


@dataclass(frozen=True)
class Source:
    """A sound workbook, taken apart once."""

    path: Path
    data: bytes
    parts: Parts
    reading: WorkbookReading


def source(path: Path) -> Source:
    """Take a workbook of ours apart."""
    reading = XlsxWorkbooks().read(path, progress=Progress())
    return Source(path, path.read_bytes(), read_parts(path), reading)


def mutate(sources: Sequence[Source], path: Path, *, seed: int, number: int) -> str:
    """Write the file of this number; returns the kind of its mutation."""
    chance = random.Random(f"{seed}/{number}")
    kind = chance.choice(tuple(KINDS))
    KINDS[kind](chance, chance.choice(sources), path)
    return kind


# --- the zip and its bytes -----------------------------------------------------------------------


def _bytes(chance: random.Random, one: Source, path: Path) -> None:
    path.write_bytes(_spoilt(chance, one.data))


def _spoilt(chance: random.Random, data: bytes) -> bytes:
    """Flip, put in, take out or repeat some bytes."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        place = chance.randrange(len(spoilt) + 1)
        end = place + chance.choice((1, 1, 4, 100))
        what = chance.randrange(5)
        if what == 0 and place < len(spoilt):
            spoilt[place] ^= 1 << chance.randrange(8)
        elif what == 1:
            spoilt[place:place] = chance.randbytes(chance.choice((1, 4, 50)))
        elif what == 2:
            del spoilt[place:end]
        elif what == 3:
            spoilt[place:place] = spoilt[place:end]
        else:
            spoilt[place:end] = bytes(min(end, len(spoilt)) - place)
    if chance.random() < 0.1:
        del spoilt[chance.randrange(len(spoilt)) :]
    return bytes(spoilt)


def _xml(chance: random.Random, one: Source, path: Path) -> None:
    """Spoil the text of one part; the zip stays sound."""
    parts = dict(one.parts)
    name = chance.choice(sorted(parts))
    data = parts[name]
    what = chance.randrange(5)
    if what == 0:
        data = _spoilt(chance, data)
    elif what == 1:
        data = _swapped(chance, data, _NUMBER, chance.choice(ODD_NUMBERS))
    elif what == 2:
        data = _swapped(chance, data, _TAG, b"")
    elif what == 3:
        data = _swapped(chance, data, _TAG, b"<row>" * chance.choice((1, 3, 500)))
    else:
        other = parts[chance.choice(sorted(parts))]
        data = chance.choice((other, b"", data + other))
    write_parts(path, parts | {name: data})


def _parts(chance: random.Random, one: Source, path: Path) -> None:
    """Take parts away, rename them, exchange them."""
    parts = dict(one.parts)
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(sorted(parts))
        data = parts.pop(name)
        what = chance.randrange(4)
        if what == 0:
            parts[name.replace("sheet", "lembar")] = data
        elif what == 1 and parts:
            other = chance.choice(sorted(parts))
            parts[name], parts[other] = parts[other], data
        elif what == 2:
            parts[chance.choice(("xl/x.xml", "xl/worksheets/sheet99.xml", name.upper()))] = data
    write_parts(path, parts)


# --- cells ---------------------------------------------------------------------------------------


def _cells(chance: random.Random, one: Source, path: Path) -> None:
    """Put other texts into some cells, of machines and of people."""
    strings = one.parts["xl/sharedStrings.xml"]
    count = chance.choice((1, 1, 3, 40))
    for _ in range(count):
        found = _TEXT.search(strings, chance.randrange(len(strings))) or _TEXT.search(strings)
        if found is not None:
            odd = _odd_text(chance, found)
            strings = strings[: found.start()] + odd + strings[found.end() :]
    write_parts(path, one.parts | {"xl/sharedStrings.xml": strings})


def _odd_text(chance: random.Random, found: re.Match[bytes]) -> bytes:
    old = found[1]
    if old and chance.random() < 0.5:
        new = _spoilt_text(chance, old)
    else:
        new = _escaped(chance.choice(ODD_TEXTS))
    return b'<t xml:space="preserve">' + new + b"</t>"


def _spoilt_text(chance: random.Random, old: bytes) -> bytes:
    """Alter letters, but leave the XML sound."""
    text = old.decode("utf-8", "ignore")
    place = chance.randrange(len(text) + 1)
    what = chance.randrange(4)
    if what == 0:
        text = text[:place] + chance.choice('0123456789abcdef"{}[],:| \\') + text[place + 1 :]
    elif what == 1:
        text = text[:place] + text[place + chance.choice((1, 5)) :]
    elif what == 2:
        text = text[:place] + text[place // 2 : place] + text[place:]
    else:
        text = text[::-1]
    return re.sub(r"&(?![a-z]+;|#\d+;)|<|]]>", "", text).encode()


def _places(chance: random.Random, one: Source, path: Path) -> None:
    """Let cells point to other texts, or say that they are of another kind."""
    name = chance.choice(sorted(n for n in one.parts if n.startswith("xl/worksheets/sheet")))
    data = one.parts[name]
    for _ in range(chance.choice((1, 3, 30))):
        pattern, new = chance.choice(
            (
                (rb"<v>\d+</v>", b"<v>%d</v>" % chance.randrange(400)),
                (rb' t="\w+"', b' t="%s"' % chance.choice(CELL_KINDS)),
                (rb' r="[A-Z]+\d+"', b' r="%s"' % chance.choice(ODD_PLACES)),
                (rb"<c [^>]*>.*?</c>", b""),
            )
        )
        data = _swapped(chance, data, re.compile(pattern), new)
    write_parts(path, one.parts | {name: data})


def _swapped(
    chance: random.Random,
    data: bytes,
    pattern: re.Pattern[bytes],
    new: bytes,
) -> bytes:
    """Replace one place that the pattern finds, searched from a random place on."""
    start = chance.randrange(len(data) + 1)
    found = pattern.search(data, start) or pattern.search(data)
    if found is None:
        return data
    return data[: found.start()] + new + data[found.end() :]


def _escaped(text: str) -> bytes:
    for old, new in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(old, new)
    return text.encode("utf-8", "ignore")


# --- changes, in a file that is sealed anew ------------------------------------------------------


def _changes(chance: random.Random, one: Source, path: Path) -> None:
    """Write a workbook with spoilt changes: the seal is a stranger's, or does not fit."""
    known = list(one.reading.changes)
    for _ in range(chance.choice((1, 2, 10))):
        place = chance.randrange(len(known))
        known[place] = _other_change(chance, known[place], known)
    if chance.random() < 0.3:
        known = chance.sample(known, chance.randrange(1, len(known) + 1))
    if chance.random() < 0.3:
        known = _as_a_stranger(known)
    _write(chance, one, path, known)


def _other_change(chance: random.Random, old: Change, known: Sequence[Change]) -> Change:
    other = chance.choice(known)
    text = chance.choice((*ODD_TEXTS, "final", "draf", "kadis", old.record, other.record))
    what: Mapping[str, object] = chance.choice(
        (
            {"value": json_text(text)},
            {"value": text},
            {"value": other.value},
            {"value": json_text(chance.choice((None, True, 12, 0.5, [], ["admin"], {"a": "b"})))},
            {"field": chance.choice((text, other.field, "dihapus", "/data/x[1]/y", "peran"))},
            {"entity": chance.choice((text, other.entity, "pegawai", "spt", "komentar"))},
            {"record": chance.choice((text, other.record))},
            {"actor": text},
            {"reason": text},
            {"at": chance.choice((0, -1, 2**63 - 1, 2**63, 2**80, other.at))},
            {"seq": chance.choice((0, -1, 2**63, other.seq, old.seq + 1))},
            {"device": chance.choice((text, other.device, STRANGE_DEVICE, "x:" + "a" * 64))},
            {"bases": chance.choice(((other.id,), (old.id,), (text,), ("x:1", "b:2")))},
            {"hash": chance.choice(("", "0" * 64, other.hash, text))},
        )
    )
    return replace(old, **what)


def _as_a_stranger(known: Sequence[Change]) -> list[Change]:
    """Let a laptop that nobody knows have made them, in an unbroken chain."""
    made: list[Change] = []
    previous = ""
    for number, old in enumerate(known, start=1):
        new = replace(old, device=STRANGE_DEVICE, seq=number)
        try:
            new = sealed(new, previous=previous)
        except (UnicodeError, ValueError, TypeError):
            continue
        previous = new.hash
        made.append(new)
    return made


def _write(chance: random.Random, one: Source, path: Path, changes: Sequence[Change]) -> None:
    reading = one.reading
    odd = {
        "jenis": chance.choice(tuple(JenisPaket)),
        "export_id": f"{chance.getrandbits(128):032x}",
        "dibuat_pada": datetime.fromtimestamp(chance.randrange(2**31), UTC),
        "pembuat": chance.choice(ODD_TEXTS),
        "keterangan": chance.choice(ODD_TEXTS),
    }
    if chance.random() < 0.3:
        odd |= {"device": reading.device, "public_key": reading.public_key}
    write_changes(path, reading, changes, **odd)


def write_changes(
    path: Path, reading: WorkbookReading, changes: Iterable[Change], **other: object
) -> Path:
    """Write a workbook of other changes, sealed by a laptop that nobody knows."""
    content = WorkbookContent(
        jenis=reading.jenis,
        export_id=f"lain {reading.export_id}",
        dibuat_pada=reading.dibuat_pada,
        device=STRANGE_DEVICE,
        public_key=STRANGER.public_key().public_bytes_raw(),
        pembuat="Orang Lain",
        kantor="Dinas",
        keterangan="",
        digest="ab" * 32,
        changes=tuple(changes),
        sheets=(),
        sign=STRANGER.sign,
    )
    XlsxWorkbooks().write(path, replace(content, **other), progress=Progress())
    return path


KINDS: Mapping[str, Callable[[random.Random, Source, Path], None]] = {
    "bytes": _bytes,
    "xml": _xml,
    "parts": _parts,
    "cells": _cells,
    "places": _places,
    "changes": _changes,
}
