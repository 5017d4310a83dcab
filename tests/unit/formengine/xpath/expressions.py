"""Random expressions over the household form: operators, functions, all kinds of paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from bina_desktop.formengine.xpath.registry import FUNCTIONS
from bina_desktop.formengine.xpath.signatures import Spec

Texts = st.SearchStrategy[str]

LITERALS = (
    "''", "' '", "'a'", "'yes'", "'1571'", "'1'", "'1.0'", "'-2,5'", "'NaN'", "'Ani'", "'true'",
    "'2026-11-20'", "'2026-11-20T10:30:00'", "'2024-02-30'", "'10:30'", "'b a'", "'%d %b %Y'",
    "'[a-z]+'",
)  # fmt: skip
NUMBERS = ("0", "1", "2", "3", "7", "0.5", "1.5", "100", "1000000000000", "20780", "-0", "-3")
SINGLE = (
    "/data/a", "/data/b", "/data/g/q", "/data/g/umur", "/data/g/kab", "/data/g/pilih",
    "/data/kosong", "/data/tanggal", "a", "g/q", "./b", ".", "current()/a",
    "/data/g", "g/../a", "/data/tidak_ada",
)  # fmt: skip
SINGLE_OF_PERSON = ("nama", "umur", "../a", ".", "./nama", "../g/q", "current()/a", "anak/../nama")
SINGLE_OF_ITEM = ("name", "label", "kab", "luas", "./kab")
MANY = ("/data/anggota", "anggota", "/data/anggota/anak", "/data/g[q = 'yes']")
BELOW = ("", "/nama", "/umur", "/anak", "/anak/nama", "/tidak_ada")
ARITHMETIC = ("+", "-", "*", "div", "mod")
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


def expressions() -> Texts:
    """Return expressions seen from `/data`."""
    return _Grammar(SINGLE, depth=2).any


def general_paths() -> Texts:
    """Return paths with any axis, node test and union, seen from `/data`."""
    axis = st.sampled_from((
        "ancestor::", "ancestor-or-self::", "attribute::", "child::", "descendant::",
        "descendant-or-self::", "following::", "following-sibling::", "parent::", "preceding::",
        "preceding-sibling::", "self::", "", "@",
    ))  # fmt: skip
    test = st.sampled_from((
        "*", "node()", "text()", "comment()", "nama", "anggota", "a", "umur", "x:*",
    ))  # fmt: skip
    predicate = st.sampled_from((
        "", "", "", "[1]", "[last()]", "[position() > 1]", "[nama]", "[. = 'Ani']", "[../a = 6]",
        "[count(*) > 1]", "[not(self::a)]",
    ))  # fmt: skip
    step = st.builds("".join, st.tuples(axis, test, predicate))
    start = st.sampled_from(("/", "//", "/data/", "/data/anggota/", "", "current()/", "(//umur)/"))
    separator = st.sampled_from(("/", "/", "//"))
    path = st.builds(
        lambda begin, first, others: begin + first + "".join(sep + other for sep, other in others),
        start,
        step,
        st.lists(st.tuples(separator, step), max_size=3),
    )
    return st.one_of(path, st.builds("{} | {}".format, path, path))


class _Grammar:
    """Expressions of each kind for one context, nested up to a depth."""

    def __init__(self, single: Sequence[str], *, depth: int, inside: bool = False) -> None:
        self._single = st.sampled_from(single)
        self._depth = depth
        self.any = st.deferred(lambda: st.one_of(self.text, self.number, self.truth, self.node))
        inner = self if depth == 0 else _Grammar(single, depth=depth - 1, inside=inside)
        self._inner = inner
        self.node = self._single
        self.many = self._many()
        places = ("position()", "last()") if inside else ()
        self.number = st.sampled_from((*NUMBERS, *places))
        self.text: Texts = st.sampled_from(LITERALS)
        self.truth: Texts = st.sampled_from(("true()", "false()"))
        if depth:
            self.number = st.one_of(self.number, *self._numbers())
            self.text = st.one_of(self.text, *self._texts())
            self.truth = st.one_of(self.truth, *self._truths())

    def _many(self) -> Texts:
        if not self._depth:
            return st.sampled_from(("/data/anggota/umur", "/data/anggota/nama"))
        person = _Grammar(SINGLE_OF_PERSON, depth=0, inside=True)
        person = _Grammar(SINGLE_OF_PERSON, depth=1, inside=True) if self._depth > 1 else person
        filtered = st.builds(
            "/data/anggota[{}]{}".format,
            st.one_of(person.truth, person.number, person.node),
            st.sampled_from(BELOW),
        )
        item = _Grammar(SINGLE_OF_ITEM, depth=1, inside=True) if self._depth > 1 else None
        plain = st.builds("{}{}".format, st.sampled_from(MANY), st.sampled_from(BELOW))
        if item is None:
            return st.one_of(plain, filtered)
        listed = st.builds(
            "instance('kec')/root/item[{}]/{}".format,
            st.one_of(item.truth, item.number),
            st.sampled_from(("name", "label", "luas")),
        )
        keyed = st.builds("instance('kec')/root/item[kab = {}]/label".format, self._inner.any)
        return st.one_of(plain, filtered, listed, keyed)

    def _choices(self, branch: Texts) -> list[Texts]:
        inner = self._inner
        return [
            st.builds("if({}, {}, {})".format, inner.any, branch, branch),
            st.builds("coalesce({}, {})".format, branch, branch),
        ]

    def _called(self, wanted: Callable[[Spec], bool]) -> Texts:
        specs = [spec for spec in FUNCTIONS.values() if spec.builder is None and wanted(spec)]
        return st.sampled_from(specs).flatmap(self._call)

    def _call(self, spec: Spec) -> Texts:
        kinds = {"t": self._inner.text, "n": self._inner.number, "b": self._inner.truth}
        letters = spec.parameters[: spec.maximum]
        arguments = [st.one_of(kinds.get(x, self._inner.any), self._inner.any) for x in letters]
        least = 0 if spec.own_default else spec.minimum
        return st.integers(least, len(arguments)).flatmap(
            lambda size: st.tuples(*arguments[:size]).map(
                lambda given: f"{spec.name}({', '.join(given)})"
            )
        )

    def _numbers(self) -> list[Texts]:
        inner = self._inner
        return [
            st.builds("({} {} {})".format, inner.any, st.sampled_from(ARITHMETIC), inner.any),
            st.builds("-{}".format, inner.node),
            st.builds("-({})".format, inner.any),
            st.builds("number({})".format, inner.any),
            st.builds("count({})".format, inner.many),
            st.builds("count({})".format, inner.node),
            st.builds("count-non-empty({})".format, inner.many),
            st.builds(
                "{}({}, {})".format, st.sampled_from(("sum", "min", "max")), inner.any, inner.many
            ),
            *self._choices(inner.number),
            self._called(lambda spec: spec.result in {"number", "date", "datetime"}),
        ]

    def _texts(self) -> list[Texts]:
        inner = self._inner
        return [
            st.builds("string({})".format, inner.any),
            st.builds("string({})".format, inner.many),
            st.builds("concat({}, {})".format, inner.any, inner.many),
            st.builds("join({}, {}, {})".format, inner.any, inner.many, inner.any),
            st.builds("once({})".format, inner.any),
            st.builds("jr:choice-name({}, '/data/g/kab')".format, inner.any),
            st.builds(
                "indexed-repeat(/data/anggota/{}, /data/anggota, {})".format,
                st.sampled_from(("nama", "umur", "anak/nama")),
                inner.any,
            ),
            *self._choices(inner.any),
            self._called(lambda spec: spec.result == "text"),
        ]

    def _truths(self) -> list[Texts]:
        inner = self._inner
        operand = st.one_of(inner.any, inner.many)
        weight = st.builds("{}, {}".format, inner.any, inner.number)
        return [
            st.builds("({} {} {})".format, operand, st.sampled_from(COMPARISONS), operand),
            st.builds("({} {} {})".format, inner.any, st.sampled_from(("and", "or")), inner.any),
            st.builds("boolean({})".format, operand),
            st.builds("not({})".format, operand),
            st.builds("checklist({}, {}, {})".format, inner.number, inner.number, operand),
            st.builds("weighted-checklist({}, {}, {})".format, inner.number, inner.number, weight),
            st.builds("regex({}, '[a-z]+|[0-9]+')".format, inner.any),
            *self._choices(inner.truth),
            self._called(lambda spec: spec.result == "boolean"),
        ]
