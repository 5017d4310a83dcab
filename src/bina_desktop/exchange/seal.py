"""The Ed25519 seal over the machine part of a workbook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from bina_desktop.application.workbook import Seal
from bina_desktop.domain.journal import Change, fingerprint
from bina_desktop.exchange.machine import loads


def change_row(change: Change) -> list[str]:
    """Return a change as the texts of one row of `_jurnal`; the inverse is `row_change`."""
    return [
        change.device,
        str(change.seq),
        str(change.at),
        change.actor,
        change.entity,
        change.record,
        change.field,
        " ".join(change.bases),
        change.reason,
        change.hash,
        change.value,
    ]


def row_change(row: list[str]) -> Change:
    """Read one row of `_jurnal`. Raises ValueError for a row that is no change."""
    device, seq, at, actor, entity, record, field, bases, reason, digest, value = row
    if not (device and entity and record and field):
        raise ValueError("blank identity")
    loads(value)
    return Change(
        device=device,
        seq=int(seq),
        at=int(at),
        actor=actor,
        entity=entity,
        record=record,
        field=field,
        value=value,
        bases=tuple(bases.split()),
        reason=reason,
        hash=digest,
    )


def sealed_bytes(manifest: dict[str, object], changes: Iterable[Change]) -> bytes:
    """Return what is signed: the manifest (without its seal) and a hash over all changes.

    Built from the set of values, not from cells, so that a re-save by a spreadsheet program does
    not break the seal, nor rows that were sorted or pasted twice.
    """
    digest = hashlib.sha256()
    for row in sorted({json.dumps(change_row(change)) for change in changes}):
        digest.update(row.encode("ascii"))
        digest.update(b"\n")
    body = {key: manifest[key] for key in sorted(manifest) if key != "segel"}
    body["jurnal_sha256"] = digest.hexdigest()
    return json.dumps(body, sort_keys=True).encode("ascii")


def check_seal(message: bytes, *, device: str, public_key: bytes, seal: str) -> Seal:
    """Tell whether the seal (hex) over `message` is good, and by the key of `device`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not seal:
        return Seal.MISSING
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(bytes.fromhex(seal), message)
    except (InvalidSignature, ValueError):
        return Seal.BROKEN
    return Seal.VALID if fingerprint(public_key) == device else Seal.FOREIGN
