"""What storage keeps of a form session beside plain answers.

Sheets are stored and exchanged ref by ref, sorted, and without blanks. Two things would be lost:

- the order of repeat instances, which a session tells by the order of its refs. Where sorting
  would lose it, `<ref of the repeat>/@urutan` holds the keys in their order;
- that a person cleared what the form had filled in by itself. `<ref>/@kosong` says so; without it
  a default would be back as soon as the sheet is opened again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bina_desktop.formengine.client import NodeKind, Ref, Session

ORDER = "/@urutan"
BLANK = "/@kosong"
_YES = "1"
_BESIDE = re.compile(r"/@(urutan|kosong|penjelasan)$")
"""What stands beside a node, and is no attribute of it: an explanation, and the two above."""
_KEYED = re.compile(r"\[([^\[\]/]+)\]")


def storable(answers: Mapping[Ref, str]) -> dict[str, str]:
    """Return the answers of a session with the order of instances and the blanks beside them."""
    keys: dict[str, dict[str, None]] = {}
    for ref in answers:
        if "[" in ref:
            for found in _KEYED.finditer(ref):
                keys.setdefault(ref[: found.start()], {})[found[1]] = None
    kept = {ref if text else f"{ref}{BLANK}": text or _YES for ref, text in answers.items()}
    for place, known in keys.items():
        if list(known) != sorted(known, key=lambda key: f"{key}]"):  # as refs are sorted
            kept[f"{place}{ORDER}"] = " ".join(known)
    return kept


def in_order(stored: Mapping[str, str]) -> dict[str, str]:
    """Return stored answers as a session takes them: instances in their order, blanks as ''.

    Instances that the order does not name (added on another PC meanwhile) come last. An answer
    that another PC gave to a question cleared here stands.
    """
    ranks = {
        ref.removesuffix(ORDER): {key: rank for rank, key in enumerate(text.split())}
        for ref, text in stored.items()
        if ref.endswith(ORDER)
    }
    answers: dict[str, str] = {}
    for ref, text in stored.items():
        if ref.endswith(BLANK):
            answers.setdefault(ref.removesuffix(BLANK), "")
        elif not ref.endswith(ORDER):
            answers[ref] = text
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


def question_of(key: str) -> Ref:
    """Return the ref that a stored key is about."""
    return Ref(_BESIDE.sub("", key))


class StoredAnswers:
    """What storage is to hold of an open session; an answer costs what it changed.

    Answers are known by the outermost repeat they lie in, because one of them may decide how all
    instances are told; what lies in none is known by its question.
    """

    def __init__(self, session: Session, *, later: bool = False) -> None:
        """Take what stands in the session as stored; `later` leaves it to `look` to note it."""
        self._session = session
        self._known: dict[Ref, dict[str, str]] = {}
        self._unseen = [node.ref for node in reversed(session.root.children)]
        if not later:
            self.complete()

    def look(self) -> bool:
        """Take note of what stands in one more part of the form; False when all of it is known."""
        if self._unseen:
            answers = self._session.answers(self._unseen.pop())
            for key, text in storable(answers).items():
                self._known.setdefault(_place_of(key), {})[key] = text
        return bool(self._unseen)

    def complete(self) -> None:
        """Take note of all that stands there: to be called before anything changes."""
        while self.look():
            pass

    def follow(self, changed: Iterable[Ref]) -> dict[str, str]:
        """Take in what a call of the session changed; returns what is to be stored for it.

        '' stands for what is to be deleted.
        """
        given: dict[str, str] = {}
        gone: dict[str, str] = {}
        for place in dict.fromkeys(map(_place_of, changed)):
            if self._session.node(place).kind in _HOLD_NOTHING:
                continue
            before = self._known.get(place, _NOTHING)
            now = storable(self._session.answers(place))
            self._known[place] = now
            given |= {key: text for key, text in now.items() if before.get(key) != text}
            gone |= dict.fromkeys((key for key in before if key not in now), "")
        return given | gone


_HOLD_NOTHING = frozenset({NodeKind.ROOT, NodeKind.GROUP})
_NOTHING: Mapping[str, str] = {}


def _place_of(key: str) -> Ref:
    return Ref(question_of(key).partition("[")[0])
