"""Signing keys that never leave a token or card: PKCS#11, through the module of its vendor.

The PIN goes to the module and nowhere else: it is neither kept nor logged. Without the extra
`token` (python-pkcs11) this road says so, and all others work.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bina_desktop.application.signature import FoundToken, SignerIdentity, Token
from bina_desktop.domain.errors import SigningError
from bina_desktop.pdf.certificate import OpenKey, check_owned

_LOG: Final = logging.getLogger(__name__)
_ONE_AT_A_TIME: Final = threading.Lock()
"""A module is begun and ended as a whole."""
_AGAIN: Final = "Cabut token, pasang kembali, lalu coba lagi."
_WRONG_PIN: Final = (
    "PIN token salah. Ketik kembali dengan teliti: token terkunci bila PIN salah beberapa kali."
)
_GONE: Final = f"Token tidak terpasang atau tercabut. {_AGAIN}"
_SENTENCES: Final = {
    "PinIncorrect": _WRONG_PIN,
    "PinInvalid": _WRONG_PIN,
    "PinLenRange": _WRONG_PIN,
    "PinLocked": "Token ini terkunci karena PIN salah beberapa kali. Minta penerbit token membuka "
    "kuncinya dengan PUK; sementara itu pakai berkas .p12 atau tinta basah.",
    "PinExpired": "Masa berlaku PIN token habis. Ganti PIN dengan program dari penerbit token.",
    "UserPinNotInitialized": "PIN token ini belum dibuat. Buat PIN dengan program dari penerbit "
    "token.",
    "TokenNotPresent": _GONE,
    "TokenNotRecognised": "Token ini tidak dikenal oleh modulnya. Pilih modul dari "
    "penerbit token.",
    "DeviceRemoved": _GONE,
    "SlotIDInvalid": _GONE,
}


def find_tokens(module: Path) -> Sequence[FoundToken]:
    """Return the tokens that a module sees; at least one. Raises SigningError."""
    with _library(module) as library:
        found = [_told(token) for token in _tokens(library)]
    if not found:
        raise SigningError(
            "Tidak ada token yang terpasang. Pasang token atau masukkan kartu, lalu cari lagi."
        )
    return found


@contextmanager
def open_token(token: Token, identity: SignerIdentity, at: datetime) -> Generator[OpenKey]:
    """Log in and give the key of this person; logs out at the end.

    Raises SigningError: no token, wrong PIN, locked, no certificate, another person's, expired.
    """
    from pyhanko.sign.pkcs11 import PKCS11Signer

    with _library(Path(token.module)) as library:
        chosen = _choose(library, token)
        session = chosen.open(user_pin=token.pin)
        try:
            key_id, certificate, name, others = _certificate(session, identity, at)
            yield OpenKey(
                name,
                PKCS11Signer(
                    session,
                    key_id=key_id,
                    signing_cert=certificate,
                    ca_chain=others,
                    use_raw_mechanism=_hashes_here(chosen),
                ),
            )
        finally:
            session.close()


@contextmanager
def _library(module: Path) -> Generator[Any]:
    """Load a module and end it again, so that a token plugged in later is seen."""
    try:
        import pkcs11
    except ImportError as error:
        raise SigningError(
            "Program ini dipasang tanpa dukungan token. Pasang bina-desktop dengan bagian "
            "tambahan “token”, atau tanda tangani dengan berkas .p12."
        ) from error
    if not module.is_file():
        raise SigningError(
            f"Modul token {module} tidak ada. Pilih berkas modul PKCS#11 dari penerbit token "
            "(.dll di Windows, .so di Linux, .dylib di macOS)."
        )
    with _ONE_AT_A_TIME:
        try:
            library = pkcs11.lib(str(module))
        except pkcs11.PKCS11Error as error:
            _LOG.warning("PKCS#11 module %s cannot be loaded: %r", module.name, error)
            raise SigningError(
                f"{module.name} bukan modul PKCS#11 yang dapat dimuat komputer ini. Pilih modul "
                "dari penerbit token, untuk sistem yang sama (64 bit)."
            ) from error
        try:
            yield library
        except pkcs11.PKCS11Error as error:
            _LOG.warning("PKCS#11 token refused: %s", type(error).__name__)
            raise SigningError(sentence_of(error)) from error
        finally:
            library.finalize()


def sentence_of(error: Exception) -> str:
    """Return what a fault of a token means to the person before it."""
    name = type(error).__name__
    return _SENTENCES.get(name, f"Token menolak bekerja ({name}). {_AGAIN}")


def _tokens(library: Any) -> list[Any]:
    from pkcs11.constants import TokenFlag

    found = [slot.get_token() for slot in library.get_slots(token_present=True)]
    return [one for one in found if one.flags & TokenFlag.TOKEN_INITIALIZED]


def _told(token: Any) -> FoundToken:
    from pkcs11.constants import TokenFlag

    if token.flags & TokenFlag.USER_PIN_LOCKED:
        warning = _SENTENCES["PinLocked"]
    elif token.flags & TokenFlag.USER_PIN_FINAL_TRY:
        warning = "PIN tinggal dapat dicoba satu kali; sesudah itu token terkunci."
    elif token.flags & TokenFlag.USER_PIN_COUNT_LOW:
        warning = "PIN token ini pernah salah diketik. Ketik dengan teliti."
    else:
        warning = ""
    model = " ".join(part for part in (token.manufacturer_id, token.model) if part)
    return FoundToken(token.slot.slot_id, token.label, model, warning)


def _choose(library: Any, wanted: Token) -> Any:
    """Return the token of this label; of several, the one in the slot where it was found."""
    named = [one for one in _tokens(library) if one.label == wanted.label]
    same = [one for one in named if one.slot.slot_id == wanted.slot]
    if same or len(named) == 1:
        return (same or named)[0]
    raise SigningError(
        f"Token “{wanted.label}” tidak terpasang. Pasang token atau masukkan kartu, lalu cari "
        "lagi."
    )


def _certificate(
    session: Any, identity: SignerIdentity, at: datetime
) -> tuple[bytes, Any, str, list[Any]]:
    """Return key id, certificate and name of this person, and all other certificates."""
    from asn1crypto import x509
    from pkcs11 import Attribute, ObjectClass

    keys = {
        bytes(one[Attribute.ID])
        for one in session.get_objects(
            {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True}
        )
    }
    stored = [
        (bytes(one[Attribute.ID]), x509.Certificate.load(one[Attribute.VALUE]))
        for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    ]
    usable = [(key, one) for key, one in stored if key in keys]
    if not usable:
        raise SigningError(
            "Token ini tidak memuat sertifikat beserta kunci pribadinya, jadi tidak dapat dipakai "
            "untuk menandatangani. Pasang token yang benar, atau hubungi penerbitnya."
        )
    refused: SigningError | None = None
    for key, certificate in usable:
        try:
            name = check_owned(certificate.dump(), identity, at)
        except SigningError as error:
            refused = refused or error
        else:
            return key, certificate, name, [one for _, one in stored if one is not certificate]
    assert refused is not None
    raise refused


def _hashes_here(token: Any) -> bool:
    """Tell whether the token signs a hash only, which is then made on this computer."""
    from pkcs11 import Mechanism

    known = token.slot.get_mechanisms()
    return Mechanism.ECDSA in known and Mechanism.ECDSA_SHA256 not in known
