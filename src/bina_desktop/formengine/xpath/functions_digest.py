"""`digest()` of XForms 1.1: fingerprints of texts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import new

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.generation import Generation, Value
from bina_desktop.formengine.xpath.host import ResultType
from bina_desktop.formengine.xpath.sentences import Sentence
from bina_desktop.formengine.xpath.signatures import Spec
from bina_desktop.formengine.xpath.syntax import Call

_ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
_ENCODINGS = ("hex", "base64")


def digest(value: str, algorithm: str, encoding: str = "base64") -> str:
    """Return the fingerprint of a text in UTF-8; '' for an unknown algorithm or encoding."""
    name = _ALGORITHMS.get(algorithm)
    if name is None or encoding not in _ENCODINGS:
        return ""
    made = new(name, value.encode(), usedforsecurity=False)
    return made.hexdigest() if encoding == "hex" else b64encode(made.digest()).decode("ascii")


def wrong_kind(literals: Sequence[str | float | None]) -> tuple[int, Sentence] | None:
    """Return which argument is no algorithm or encoding and what to say of it, if any."""
    for place, known in ((1, tuple(_ALGORITHMS)), (2, _ENCODINGS)):
        literal = literals[place] if place < len(literals) else None
        if isinstance(literal, str) and literal not in known:
            return place, messages.DIGEST_KINDS(known=", ".join(known), given=literal)
    return None


def _digest(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    wrong = wrong_kind([value.literal for value in values])
    if wrong is not None:
        generation.fail(wrong[1], call.arguments[wrong[0]].span)
    codes = ", ".join(generation.text(value) for value in values)
    return generation.build(ResultType.TEXT, f"digest({codes})", *values)


DIGEST: tuple[Spec, ...] = (Spec("digest", 2, 3, parameters="ttt", builder=_digest, plain=digest),)
DIGEST_NAMES: dict[str, object] = {"digest": digest}
