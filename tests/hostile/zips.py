"""Zip packages written byte by byte, so that they may lie as `zipfile` never would."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Parts = dict[str, bytes]


@dataclass(frozen=True)
class Entry:
    """One part as it stands in the package."""

    name: str
    data: bytes = b""
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0x800
    packed: bytes | None = None
    """What stands in the package instead of the data, packed."""
    size: int | None = None
    """What the directory says of the unpacked size instead of the truth."""
    crc: int | None = None
    raw_name: bytes = field(default=b"")
    """Name as bytes, where it is no text."""


def read_parts(path: Path) -> Parts:
    """Return the parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(path: Path, parts: Mapping[str, bytes], *more: Entry) -> Path:
    """Write a package of these parts, and what else is given."""
    return write_entries(path, [*(Entry(name, data) for name, data in parts.items()), *more])


def write_entries(path: Path, entries: Iterable[Entry]) -> Path:
    """Write a package of these entries."""
    directory: list[bytes] = []
    with path.open("wb") as stream:
        for entry in entries:
            offset = stream.tell()
            packed = _packed(entry)
            name = entry.raw_name or entry.name.encode()
            size = len(entry.data) if entry.size is None else entry.size
            crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
            facts = struct.pack(
                "<HHHHHIIIHH",
                20,
                entry.flags,
                entry.method,
                0,
                0x5A21,
                crc,
                len(packed),
                size,
                len(name),
                0,
            )
            stream.write(b"PK\x03\x04" + facts + name + packed)
            tail = struct.pack("<HHHII", 0, 0, 0, 0, offset)
            directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + facts + tail + name)
        start = stream.tell()
        stream.writelines(directory)
        size = stream.tell() - start
        count = len(directory)
        stream.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, size, start, 0))
    return path


def _packed(entry: Entry) -> bytes:
    if entry.packed is not None:
        return entry.packed
    return deflated(entry.data) if entry.method == zipfile.ZIP_DEFLATED else entry.data


def deflated(data: bytes) -> bytes:
    """Pack as zip does."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def repeated(start: bytes, block: bytes, times: int, end: bytes) -> tuple[bytes, int]:
    """Pack `start`, a block many times and `end` without ever holding it; returns also its size.

    Each block is packed once and stands by itself, so a gigabyte takes no time.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    body = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    tail = packer.compress(end) + packer.flush()
    return head + body * times + tail, len(start) + len(block) * times + len(end)
