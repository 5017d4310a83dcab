"""Keeps the order of repeat instances in answers whose storage knows no order.

A form session tells the order of instances by the order of their refs. Sheets are stored and
exchanged ref by ref and sorted, so an order that sorting would lose is kept as one more entry,
`<ref of the repeat>/@urutan`, whose text is the keys in their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bina_desktop.formengine.client import Ref

ORDER = "/@urutan"
_KEYED = re.compile(r"\[([^\[\]/]+)\]")


def storable(answers: Mapping[Ref, str]) -> dict[str, str]:
    """Return the answers of a session with the order of instances beside them."""
    keys: dict[str, dict[str, None]] = {}
    for ref in answers:
        if "[" in ref:
            for found in _KEYED.finditer(ref):
                keys.setdefault(ref[: found.start()], {})[found[1]] = None
    kept: dict[str, str] = {**answers}
    for place, known in keys.items():
        if list(known) != sorted(known, key=lambda key: f"{key}]"):  # as refs are sorted
            kept[f"{place}{ORDER}"] = " ".join(known)
    return kept


def in_order(stored: Mapping[str, str]) -> dict[str, str]:
    """Return stored answers as a session takes them: instances in their order.

    Instances that the order does not name (added on another PC meanwhile) come last.
    """
    ranks = {
        ref.removesuffix(ORDER): {key: rank for rank, key in enumerate(text.split())}
        for ref, text in stored.items()
        if ref.endswith(ORDER)
    }
    answers = {ref: text for ref, text in stored.items() if not ref.endswith(ORDER)}
    if not ranks:
        return answers

    def place(ref: str) -> tuple[tuple[str, int, str], ...]:
        steps: list[tuple[str, int, str]] = []
        start = 0
        for found in _KEYED.finditer(ref):
            known = ranks.get(ref[: found.start()], {})
            steps.append((ref[start : found.start()], known.get(found[1], len(known)), found[1]))
            start = found.end()
        return (*steps, (ref[start:], -1, ""))

    return {ref: answers[ref] for ref in sorted(answers, key=place)}
