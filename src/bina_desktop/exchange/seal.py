"""The Ed25519 seal over the machine part of a workbook."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bina_desktop.application.workbook import Seal
from bina_desktop.domain.journal import fingerprint


def sealed_bytes(manifest: Mapping[str, object], journal_sha256: str) -> bytes:
    """Return what is signed: the manifest (without its seal) and the hash over the journal.

    Both are built from values, not from cells, so that a re-save by a spreadsheet program does
    not break the seal, nor rows that were sorted or pasted twice.
    """
    body = {key: manifest[key] for key in sorted(manifest) if key != "segel"}
    body["jurnal_sha256"] = journal_sha256
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
