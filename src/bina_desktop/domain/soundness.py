"""Can what came from elsewhere be kept in any of our databases, and hashed again?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Final

from bina_desktop.domain.bundle import Bundle, Bundles, chains_hold
from bina_desktop.domain.journal import (
    LAST_AT,
    Change,
    alters_what_stands,
    is_written_once,
    split_id,
)

_DEVICE: Final = re.compile(r"[^:\s\0]{1,64}")
_DERIVED: Final = re.compile(r"x:[0-9a-f]{64}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SIMPLE_TEXT: Final = re.compile(r'"[^"\\\x00-\x1f]*"')
"""JSON text without escapes: nearly every value, and ten times as fast as parsing it."""
_SIMPLE_LINES: Final = re.compile(r'"[^"\\\x00-\x1f]*"(?:\n"[^"\\\x00-\x1f]*")*')
_LONGEST_NAME: Final = 500


def is_well_formed(change: Change) -> bool:
    """Return True if a change can be kept in any of our databases and hashed."""
    derived = change.seq == 0
    # One expression over plain comparisons: it runs once for every change that arrives.
    return bool(
        (_DERIVED if derived else _DEVICE).fullmatch(change.device)
        and (change.hash == "" if derived else _HASH.fullmatch(change.hash))
        and 0 <= change.seq <= LAST_AT
        and 0 <= change.at <= LAST_AT
        and 0 < len(change.entity) <= _LONGEST_NAME
        and 0 < len(change.record) <= _LONGEST_NAME
        and 0 < len(change.field) <= _LONGEST_NAME
        and 0 < len(change.actor) <= _LONGEST_NAME
        and (not change.bases or _are_bases(change.bases))
        and _is_plain(
            f"{change.entity}{change.record}{change.field}{change.actor}"
            f"{change.reason}{change.value}"
        )
        and _is_json(change.value)
    )


def _are_bases(bases: tuple[str, ...]) -> bool:
    return list(bases) == sorted(set(bases)) and all(map(_is_identity, bases))


def _is_plain(text: str) -> bool:
    # NUL and halves of surrogate pairs cannot be kept as text everywhere; ASCII is the usual case.
    return "\0" not in text and (
        text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text)
    )


def _is_identity(text: str) -> bool:
    try:
        device, seq = split_id(text)
    except ValueError:
        return False
    return seq <= LAST_AT and bool((_DERIVED if seq == 0 else _DEVICE).fullmatch(device))


def _is_json(text: str) -> bool:
    if _SIMPLE_TEXT.fullmatch(text):
        return True
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def are_json(texts: Sequence[str]) -> bool:
    """Return True if every one of these texts is JSON."""
    lines = "\n".join(texts)
    # Nearly always all are plain, which one look tells; none of them may hold a line end then.
    if _SIMPLE_LINES.fullmatch(lines) and lines.count("\n") == len(texts) - 1:
        return True
    return all(map(_is_json, texts))


def vouched(bundles: Sequence[Bundle]) -> Bundles:
    """Return what arrived, saying whether it was found sound."""
    return Bundles(tuple(bundles), is_sound(bundles))


def is_sound(bundles: Iterable[Bundle]) -> bool:
    """Return True if all of these changes are well-formed, and fit together.

    False says nothing of which of them is at fault: that is found out one by one.
    """
    found = list(bundles)
    return all(map(_is_well_formed_bundle, found)) and chains_hold(found)


def _is_well_formed_bundle(bundle: Bundle) -> bool:
    if is_written_once(bundle.entity, "") or bundle.entity == "lampiran" or bundle.bases:
        return all(is_well_formed(c) and not alters_what_stands(c) for c in bundle.changes())
    return bool(
        _DEVICE.fullmatch(bundle.device)
        and _are_names([bundle.entity, bundle.record, bundle.actor, *bundle.fields])
        and min(bundle.seqs) > 0
        and max(bundle.seqs) <= LAST_AT
        and min(bundle.ats) >= 0
        and max(bundle.ats) <= LAST_AT
        and all(map(_HASH.fullmatch, bundle.hashes))
        and _is_plain(f"{bundle.reason}{''.join(bundle.values)}")
        and are_json(bundle.values)
    )


def _are_names(names: Sequence[str]) -> bool:
    lengths = list(map(len, names))
    return min(lengths) > 0 and max(lengths) <= _LONGEST_NAME and _is_plain("".join(names))
