"""The one table of functions, and what to tell an author whose function is not in it."""

from __future__ import annotations

from difflib import get_close_matches

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.comparisons import COMPARISON_NAMES
from bina_desktop.formengine.xpath.errors import (
    ArityError,
    UnknownFunctionError,
    UnsupportedXPathError,
)
from bina_desktop.formengine.xpath.functions_core import CORE, CORE_NAMES
from bina_desktop.formengine.xpath.functions_dates import DATE_NAMES, DATES
from bina_desktop.formengine.xpath.functions_digest import DIGEST, DIGEST_NAMES
from bina_desktop.formengine.xpath.functions_geo import GEO, GEO_NAMES
from bina_desktop.formengine.xpath.functions_nodes import NODE_FUNCTIONS, NODE_NAMES
from bina_desktop.formengine.xpath.functions_odk import ODK, ODK_NAMES
from bina_desktop.formengine.xpath.items import first_cell
from bina_desktop.formengine.xpath.paths import PATH_NAMES
from bina_desktop.formengine.xpath.sentences import Sentence
from bina_desktop.formengine.xpath.shape import Compiler
from bina_desktop.formengine.xpath.signatures import Spec
from bina_desktop.formengine.xpath.syntax import Call
from bina_desktop.formengine.xpath.values import number_blank, number_text

SPECS = (*CORE, *ODK, *DATES, *DIGEST, *GEO, *NODE_FUNCTIONS)
FUNCTIONS: dict[str, Spec] = {spec.name: spec for spec in SPECS}

CONTEXTUAL = ("current", "instance", "last", "indexed-repeat", "jr:choice-name", "pulldata")
"""Functions compiled with paths, because they change what a path means."""

_NOT_OFFERED = frozenset(
    {
        "explode",
        "extract-signed",
        "id",
        "lang",
        "local-name",
        "name",
        "namespace-uri",
        "property",
    }
)
"""Real functions of XPath or ODK that generated Python does not offer."""

_NAMES: dict[str, object] = {
    **CORE_NAMES,
    **ODK_NAMES,
    **DATE_NAMES,
    **DIGEST_NAMES,
    **GEO_NAMES,
    **NODE_NAMES,
    **PATH_NAMES,
    **COMPARISON_NAMES,
    "number_text": number_text,
    "first_cell": first_cell,
    "number_blank": number_blank,
}
COMPILER = Compiler(_NAMES)
"""Compiles every expression of the program; its names are all that generated code can call."""


def find(call: Call, text: str) -> Spec:
    """Return the description of a called function.

    Raises UnknownFunctionError (with the nearest known name), UnsupportedXPathError for a real
    function that is not offered, ArityError for a wrong number of arguments.
    """
    spec = FUNCTIONS.get(call.name)
    if spec is None:
        if call.name in _NOT_OFFERED:
            raise UnsupportedXPathError(
                messages.NOT_OFFERED(name=call.name),
                text=text,
                span=call.span,
            )
        raise UnknownFunctionError(_unknown(call.name), text=text, span=call.span)
    least = 0 if spec.own_default else spec.minimum
    given = len(call.arguments)
    if given < least or (spec.maximum is not None and given > spec.maximum):
        raise ArityError(arity(call.name, given, least, spec.maximum), text=text, span=call.span)
    return spec


def arity(name: str, given: int, least: int, most: int | None) -> Sentence:
    """Return the sentence for a wrong number of arguments."""
    if most is None:
        wanted = Sentence(f"paling sedikit {least}", f"at least {least}")
    elif least == most:
        wanted = Sentence(str(most), str(most)) if most else Sentence("tanpa", "no")
    else:
        wanted = Sentence(f"{least} sampai {most}", f"{least} to {most}")
    return messages.ARITY(
        name=name, wanted=wanted.indonesian, wanted_en=wanted.english, given=given
    )


def _unknown(name: str) -> Sentence:
    near = get_close_matches(name, [*FUNCTIONS, *CONTEXTUAL], n=1, cutoff=0.6)
    if near:
        return messages.NEAR_FUNCTION(name=name, near=near[0])
    return messages.UNKNOWN_FUNCTION(name=name)
