"""The work that makes guessing a password slow is done once for each, not at every door."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from bina_desktop.storage import keyring


class RememberedArgon2id:
    """Argon2id, which remembers what it made of the same secret, salt and cost."""

    def __init__(self, **cost: bytes | int) -> None:
        self._cost = cost

    def derive(self, secret: bytes) -> bytes:
        return _derived(secret, **self._cost)


@cache
def _derived(secret: bytes, **cost: bytes | int) -> bytes:
    return Argon2id(**cost).derive(secret)  # type: ignore[arg-type]


@pytest.fixture(scope="session", autouse=True)
def each_password_derived_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "Argon2id", RememberedArgon2id)
        yield
