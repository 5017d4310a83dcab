"""The journal's rules as pure functions: a database is a function of a set of changes.

See docs/architecture.md. These functions are the oracle for the set-based SQL in `storage/absorb.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One immutable change of one field of one record."""

    device: str
    """Fingerprint of the Ed25519 key of the installation that made it; `x:<sha256>` for a change
    derived from a cell that a person edited in Excel (its identity is its content)."""
    seq: int
    """1, 2, 3 … on that device; 0 for a derived change."""
    at: int
    """Hybrid logical clock: milliseconds since 1970 << 16 | counter."""
    actor: str
    """Id of the Pegawai who did it, or `pengguna:<name>` before a user is linked to one."""
    entity: str
    record: str
    field: str
    value: str
    """Canonical JSON text; `null` = cleared."""
    bases: tuple[str, ...] = ()
    """Identities of the heads that the author saw, sorted."""
    reason: str = ""
    hash: str = ""
    """Hex SHA-256 over this device's previous hash and the canonical bytes of this change; '' for a
    derived change."""

    @property
    def id(self) -> str:
        """Identity for ever: `device:seq`; a derived change is its `x:<sha256>`."""
        return self.device if self.seq == 0 else f"{self.device}:{self.seq}"
