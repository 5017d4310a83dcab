"""Generated Python for a wave: an answer is stored, then all it can reach runs in order.

`waves.py` says what a wave is made of. Waves that differ only in their nodes, ids and literals
have the same source: these come in as defaults of its parameters, side by side in one tuple.
Only fixed words, numbered variables and code of `xpath.shape` stand in the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from types import CodeType
from typing import NamedTuple

from bina_desktop.formengine.xpath.shape import Inline, function_code

_TOKEN = re.compile(r"\.?[A-Za-z_]\w*")
_VARIABLE = re.compile(r"[ap][0-9]+")
_CALL = re.compile(r"\b(?:divide|modulo|round_number)\(")
"""Calls that take time and depend on nothing but their numbers; they raise no errors."""
_DEEPER = {"(": 1, ")": -1}


class Head(StrEnum):
    """How the answer itself is taken: when its text is stored as it is."""

    TEXT = "text.isprintable() and not text.isspace()"
    WHOLE = "is_whole(text)"
    DECIMAL = "is_plain(text)"
    DATE = "is_iso_date(text)"
    ONE = "text in o"
    """Of choices that never change: `o`, here with their numbers."""
    MANY = "text in o or o.issuperset(text.split()) and is_set(text)"
    WORD = "text.isprintable() and is_word(text)"
    """Of choices that may change: only then is it known what of the answer is offered."""
    WORDS = "text.isprintable() and is_set(text)"


class Role(StrEnum):
    """What a vertex does when it is its turn."""

    NUMBER = "a calculation that gives a number, kept as it is"
    TEXT = "a calculation that gives a text, kept as it is"
    VALUE = "any other calculation"
    TURN = "relevance of a question"
    GROUP = "relevance of a few questions"
    GATE = "relevance of more than that: the wave ends where it changes"
    REQUIRED = "req"
    CONSTRAINT = "ok"
    WARNING = "fits"
    SHOWN = "outputs"
    CHOICES = "choices"
    BARRIER = "the wave ends here"


ANSWER = (-1, 0)
"""The answer itself as a source."""


class Member(NamedTuple):
    """One vertex of a wave, as far as the source depends on it."""

    role: Role
    inline: Inline | None
    """None: it is evaluated by a call."""
    sources: tuple[tuple[int, int], ...]
    """What it reads: the place of the member (-1: the answer itself), and which of its nodes."""
    watched: bool
    """A long sum reads its node."""
    below: int
    """How many nodes below a group follow its relevance."""

    @property
    def sure(self) -> bool:
        """Tell whether it runs in any case."""
        return ANSWER in self.sources


class Shape(NamedTuple):
    """All that the source of a wave depends on."""

    head: Head
    watched: bool
    """A long sum reads the question itself."""
    members: Members


Members = tuple[Member, ...]


def compiled(shape: Shape) -> CodeType:
    """Return the code of a wave's function."""
    return function_code(source(shape), "wave")


def source(shape: Shape) -> str:
    """Return the text of a wave's function."""
    members = shape.members
    names = ["R", "o"] if shape.head in OFFERING else ["R"]
    names += [name for at, member in enumerate(members) for name in _names(at, member)]
    lines = [f"def wave(n, text, {', '.join(names)}):", *_taken(shape)]
    flags = [f"d{at}" for at, member in enumerate(members) if not member.sure]
    if flags:
        lines.append(f"    {' = '.join(flags)} = False")
    for at, member in enumerate(members):
        inside = "    "
        if not member.sure:
            lines.append(f"    if d{at}:")
            inside += "    "
        lines += [inside + line for line in _BODIES[member.role](members, at)]
    return "\n".join([*lines, "    return True\n"])


def _taken(shape: Shape) -> Iterable[str]:
    """Yield what stores the answer and ends where nothing follows from it."""
    yield f"    if n.locked or text == n.v or not ({shape.head.value}):"
    yield "        return False"
    yield "    E.present = None"
    yield "    put((n, n.v, n.fault, n.fault_message))"
    yield "    n.v = text"
    yield "    n.fault = SOUND"
    yield "    n.fault_message = ''"
    if shape.head in _ADMITTED_LATER:
        yield "    if not reads(n): return True"
        return
    if shape.head in OFFERING:
        yield "    n.admitted = text"
    yield "    add(n.ref)"
    yield "    if not n.rel or text == n.x: return True"
    yield "    n.x = text"
    yield f"    n.f = {_NUMBERS.get(shape.head, _ANY_NUMBER)}"
    if shape.watched:
        yield "    for s, i in n.terms: s.add(i)"


def _names(at: int, member: Member) -> Iterable[str]:
    """Yield the parameters of a member, in the order in which `waves` gives what they hold."""
    yield f"n{at}"
    for which in range(member.below):
        yield f"b{which}_{at}"
    if member.inline is not None:
        for number, sort in enumerate(member.inline.sorts):
            if sort != "-":
                yield f"{sort}{number}_{at}"
    elif member.role in EVALUATED:
        yield f"e{at}"


def _code(member: Member, at: int) -> str:
    if member.inline is None:
        return f"e{at}(n{at})"

    def renamed(match: re.Match[str]) -> str:
        return f"{match[0]}_{at}" if _VARIABLE.fullmatch(match[0]) else match[0]

    return _TOKEN.sub(renamed, member.inline.code)


def _evaluated(member: Member, at: int) -> list[str]:
    """Return what evaluates a member; what it says twice is computed once, before."""
    code = _code(member, at)
    lines: list[str] = []
    said = Counter(code[call.start() : _end(code, call.end())] for call in _CALL.finditer(code))
    for call in sorted(said, key=len, reverse=True):
        if said[call] > 1 and code.count(call) > 1:
            name = f"c{len(lines)}"
            lines.append(f"{name} = {call}")
            code = code.replace(call, name)
    return [*lines, f"v = {code}"]


def _end(code: str, start: int) -> int:
    """Return where the call ends whose bracket opens before `start`."""
    depth = 1
    while depth:
        depth += _DEEPER.get(code[start], 0)
        start += 1
    return start


def _watched(members: Members, at: int) -> list[str]:
    return [f"        for s, i in n{at}.terms: s.add(i)"] if members[at].watched else []


def _marks(members: Members, at: int, which: int = 0) -> list[str]:
    """Return what lets the readers of a member run, where some might not run anyway."""
    readers = [
        f"d{place}"
        for place, member in enumerate(members)
        if (at, which) in member.sources and not member.sure
    ]
    return [f"    {' = '.join(readers)} = True"] if readers else []


def _where(condition: str, call: str, marks: Sequence[str]) -> list[str]:
    """Return a call under a condition, and what follows where the call says so."""
    if marks:
        return [f"if {condition}{call}:", *marks]
    return [f"if {condition}{call}: pass"]


def _number(members: Members, at: int) -> list[str]:
    return [
        *_evaluated(members[at], at),
        "t = written(v) or number_blank(v)",
        f"if t != n{at}.v or n{at}.fault is TYPE:",
        f"    n{at}.v = t",
        f"    n{at}.fault = SOUND",
        f"    add(n{at}.ref)",
        f"    if n{at}.rel:",
        f"        n{at}.x = t",
        f"        n{at}.f = v + 0.0 if isfinite(v) else NAN",
        *_watched(members, at),
        *[f"    {line}" for line in _marks(members, at)],
    ]


def _text(members: Members, at: int) -> list[str]:
    marks = [f"    {line}" for line in _marks(members, at)]
    unusual = f"n{at}.fault is TYPE or len(v) > MOST or not n{at}.rel"
    return [
        *_evaluated(members[at], at),
        f"if v != n{at}.v or n{at}.fault is TYPE:",
        f"    if {unusual}:",
        *[f"        {line}" for line in _where("", f"holds(n{at}, v)", _marks(members, at))],
        "    else:",
        f"        n{at}.v = n{at}.x = v",
        f"        n{at}.fault = SOUND",
        f"        add(n{at}.ref)",
        f"        n{at}.f = NAN if not v or v[0] > '9' else to_number(v)",
        *_watched(members, at),
        *marks,
    ]


def _value(members: Members, at: int) -> list[str]:
    return _where("", f"computes(n{at}, {_code(members[at], at)})", _marks(members, at))


def _turn(members: Members, at: int) -> list[str]:
    call = _where(f"v is not n{at}.rself and ", f"turns(n{at}, own=v)", _marks(members, at))
    return [*_evaluated(members[at], at), *call]


def _group(members: Members, at: int) -> list[str]:
    lines = [
        *_evaluated(members[at], at),
        f"if v is not n{at}.rself and opens(n{at}, own=v):",
    ]
    for which in range(members[at].below):
        condition = f"b{which}_{at}.v and "
        call = _where(condition, f"settles(b{which}_{at})", _marks(members, at, which))
        lines += [f"    {line}" for line in call]
    return lines


def _gate(members: Members, at: int) -> list[str]:
    return [
        f"if {_code(members[at], at)} is not n{at}.rself:",
        *[f"    {line}" for line in _barrier(members, at)],
    ]


def _verdict(members: Members, at: int) -> list[str]:
    attribute = members[at].role.value
    # Nobody asks whether a blank answer keeps the rules.
    told = "" if members[at].role is Role.REQUIRED else f"if n{at}.x: "
    return [
        *_evaluated(members[at], at),
        f"if v is not n{at}.{attribute}:",
        f"    n{at}.{attribute} = v",
        f"    {told}add(n{at}.ref)",
    ]


def _shown(members: Members, at: int) -> list[str]:
    del members
    return [f"n{at}.offered = None", f"add(n{at}.ref)"]


def _choices(members: Members, at: int) -> list[str]:
    return _where("", f"offers(n{at})", _marks(members, at))


def _barrier(members: Members, at: int) -> list[str]:
    """Hand what is left over to the heap, this member first."""
    wanted = ["False"] * at + ["True"]
    wanted += ["True" if one.sure else f"d{place}" for place, one in enumerate(members)][at + 1 :]
    return [f"return late(R, ({', '.join(wanted)},))"]


_BODIES: dict[Role, Callable[[Members, int], list[str]]] = {
    Role.NUMBER: _number,
    Role.TEXT: _text,
    Role.VALUE: _value,
    Role.TURN: _turn,
    Role.GROUP: _group,
    Role.GATE: _gate,
    Role.REQUIRED: _verdict,
    Role.CONSTRAINT: _verdict,
    Role.WARNING: _verdict,
    Role.SHOWN: _shown,
    Role.CHOICES: _choices,
    Role.BARRIER: _barrier,
}
EVALUATED = frozenset(Role) - {Role.SHOWN, Role.CHOICES, Role.BARRIER}
"""Roles with an expression that runs in the wave."""
OFFERING = frozenset({Head.ONE, Head.MANY})
"""Heads that look into the choices."""
_ADMITTED_LATER = frozenset({Head.WORD, Head.WORDS})
_ANY_NUMBER = "NAN if not text or text[0] > '9' else to_number(text)"
_NUMBERS = {
    Head.ONE: "o[text]",
    Head.WHOLE: "float(text)",
    Head.DECIMAL: "float(text)",
    Head.DATE: "day(text)",
}
