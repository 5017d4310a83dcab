"""Rows of `_jurnal` since format 2: all that one record went through, packed into one text.

A cell costs far more than the letters in it, so a row holds a record and not a change. The text is
a JSON list: entity, record, then one list per hand with its changes side by side. Numbers stand as
steps from the one before, hashes as one Base64 text.
"""

from __future__ import annotations

import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final

from bina_desktop.domain.bundle import Bundle
from bina_desktop.domain.soundness import are_json
from bina_desktop.exchange.machine import chunks, joined, loads

HEAD: Final = "catatan"
"""First cell of the sheet."""
_PARTS: Final = 9
_HASHES: Final = re.compile(r"(?:[0-9a-f]{64})*")
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


def packed_texts(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield one text per record, in the order in which records come."""
    records: dict[tuple[str, str], list[Bundle]] = {}
    for one in bundles:
        records.setdefault((one.entity, one.record), []).append(one)
    for (entity, record), hands in records.items():
        content = [entity, record, *map(_packed, hands)]
        yield json.dumps(content, separators=(",", ":"))


def packed_rows(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the rows of the sheet: a head, then a text each, over as many cells as it needs."""
    yield [HEAD]
    for text in texts:
        yield chunks(text)


def texts_hash(texts: Iterable[str]) -> str:
    """Return the SHA-256 over all texts, in whatever order or number they stand in the sheet."""
    digest = hashlib.sha256()
    for text in sorted(set(texts)):
        digest.update(text.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def unpacked(cells: Sequence[str]) -> tuple[str, list[Bundle]]:
    """Return the text of a row, and what it holds.

    Raises ValueError or TypeError for a row that is no packed record.
    """
    text = joined(list(cells))
    # The careful reading is for what only halves of characters need.
    content: Any = loads(text) if _SURROGATE.search(text) else json.loads(text)
    match content:
        case [str(entity), str(record), *hands] if entity and record and hands:
            return text, [_unpacked(entity, record, hand) for hand in hands]
    raise ValueError("no packed record")


def _packed(bundle: Bundle) -> list[object]:
    hashes = "".join(bundle.hashes)
    plain = _HASHES.fullmatch(hashes) and all(len(one) == 64 for one in bundle.hashes)
    return [
        bundle.device,
        bundle.actor,
        bundle.reason,
        _steps(bundle.seqs),
        _steps(bundle.ats),
        bundle.fields,
        bundle.values,
        [" ".join(bases) for bases in bundle.bases],
        binascii.b2a_base64(bytes.fromhex(hashes), newline=False).decode("ascii")
        if plain
        else bundle.hashes,
    ]


def _steps(numbers: Sequence[int]) -> list[int]:
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]


def _unpacked(entity: str, record: str, hand: Any) -> Bundle:
    if not isinstance(hand, list) or len(hand) != _PARTS:
        raise ValueError("no hand")
    device, actor, reason, seqs, ats, fields, values, bases, hashes = hand
    found = Bundle(
        entity,
        record,
        _text(device),
        _text(actor),
        _text(reason),
        list(accumulate(_listed(seqs, int))),
        list(accumulate(_listed(ats, int))),
        _listed(fields, str),
        _listed(values, str),
        [tuple(text.split()) for text in _listed(bases, str)],
        _unpacked_hashes(hashes),
    )
    count = len(found.seqs)
    columns = (found.ats, found.fields, found.values, found.bases or found.seqs, found.hashes)
    if not (count and device and all(len(column) == count for column in columns)):
        raise ValueError("columns of different length")
    if not all(found.fields) or not are_json(found.values):
        raise ValueError("no value")
    return found


def _unpacked_hashes(hashes: Any) -> list[str]:
    if not isinstance(hashes, str):
        return _listed(hashes, str)
    digits = binascii.a2b_base64(hashes, strict_mode=True).hex()
    return [digits[start : start + 64] for start in range(0, len(digits), 64)]


def _listed(column: Any, kind: type[Any]) -> list[Any]:
    if not isinstance(column, list) or set(map(type, column)) - {kind}:
        raise TypeError("no column")
    return column


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
