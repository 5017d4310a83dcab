"""Reading expressions: what is right, what is wrong, and what is refused by name."""

from __future__ import annotations

import pytest

from bina_desktop.formengine.xpath.errors import (
    TooLargeError,
    UnknownVariableError,
    UnsupportedXPathError,
    XPathError,
    XPathSyntaxError,
)
from bina_desktop.formengine.xpath.parser import parse
from bina_desktop.formengine.xpath.syntax import Binary, Call, Negate, Number, Path


def test_operators_bind_by_their_power() -> None:
    tree = parse("1 + 2 * 3 = 7 and 4 < 5 or 0")
    assert isinstance(tree, Binary)
    assert tree.operator == "or"
    assert isinstance(tree.left, Binary)
    assert tree.left.operator == "and"


def test_chain_leans_to_the_left() -> None:
    tree = parse("9 - 4 - 3")
    assert isinstance(tree, Binary)
    assert isinstance(tree.left, Binary)
    assert isinstance(tree.right, Number)
    assert tree.right.value == 3.0


def test_path_keeps_steps_predicates_and_span() -> None:
    tree = parse(" /data/anggota[ 2 ]/orx:nama-1.x ")
    assert isinstance(tree, Path)
    assert [step.name for step in tree.steps] == ["data", "anggota", "orx:nama-1.x"]
    assert [len(step.predicates) for step in tree.steps] == [0, 1, 0]
    assert (tree.span.start, tree.span.end) == (1, 32)


@pytest.mark.parametrize("text", ["-/data/ab", "-../data/ab", "- (/data/ab)"])
def test_plain_path_after_a_minus(text: str) -> None:
    tree = parse(text)
    assert isinstance(tree, Negate)
    assert isinstance(tree.operand, Path)
    last = tree.operand.steps[-1]
    assert text[last.span.start : last.span.end] == last.name == "ab"


@pytest.mark.parametrize("text", ["*", "div", "and", "mod", "or"])
def test_word_is_a_name_or_operator_by_its_place(text: str) -> None:
    if text != "*":
        assert isinstance(parse(text), Path)
    tree = parse(f"7 {text} 2")
    assert isinstance(tree, Binary)
    assert tree.operator == text


def test_operator_may_touch_its_right_number() -> None:
    tree = parse("2div4")
    assert isinstance(tree, Binary)
    assert tree.operator == "div"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("child::a/child::b", ["a", "b"]),
        ("parent::node()/a", ["..", "a"]),
        ("parent::*", [".."]),
        ("self::node()", ["."]),
        ("./a", [".", "a"]),
        ("../../a", ["..", "..", "a"]),
    ],
)
def test_axes_child_parent_and_self(text: str, names: list[str]) -> None:
    tree = parse(text)
    assert isinstance(tree, Path)
    assert [step.name for step in tree.steps] == names


def test_current_and_instance_head_a_path() -> None:
    tree = parse("current()/../a")
    assert isinstance(tree, Path)
    assert tree.head is not None
    assert tree.head.name == "current"
    alone = parse("current()")
    assert isinstance(alone, Path)
    assert alone.steps == ()


def test_minus_signs_cancel_in_pairs_but_stay_numbers() -> None:
    one, two = parse("-3"), parse("--3")
    assert isinstance(one, Negate)
    assert isinstance(two, Negate)
    assert isinstance(two.operand, Negate)


def test_call_keeps_its_arguments() -> None:
    tree = parse("if(1, concat('a', \"b\"), f())")
    assert isinstance(tree, Call)
    assert len(tree.arguments) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "kosong"),
        ("   ", "kosong"),
        ("1 +", "terputus"),
        ("(1", "huruf ke-1 belum ditutup"),
        ("if(1, 2", "belum ditutup"),
        ("/data/a[1", "belum ditutup"),
        ("1 2", "“2” tidak pada tempatnya"),
        ("(1 2)", "“2” tidak pada tempatnya"),
        ("a)", "“)” tidak pada tempatnya"),
        ("if(1,,2)", "“,” tidak pada tempatnya"),
        ("/", "terputus"),
        ("'a", "tidak ditutup"),
        ("a = “x”", "kutip miring"),
        ("a # b", "“#”"),
        ("sidestep::a", "Sumbu “sidestep::” tidak dikenal"),
        ("a order", "“order” tidak pada tempatnya"),
    ],
)
def test_syntax_errors_say_what_and_where(text: str, says: str) -> None:
    with pytest.raises(XPathSyntaxError) as caught:
        parse(text)
    assert says in str(caught.value)
    assert caught.value.text == text
    assert caught.value.code == "xpath-syntax"


def test_error_knows_the_wrong_fragment() -> None:
    with pytest.raises(XPathError) as caught:
        parse("1 + 'a' 'b'")
    assert caught.value.fragment == "'b'"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a | b", "“|”"),
        ("//a", "“//”"),
        ("/data//a", "“//”"),
        ("/data/*", "“*”"),
        ("orx:*", "“orx:*”"),
        ("@id", "Atribut"),
        ("ancestor::a", "ancestor::"),
        ("following-sibling::a", "following-sibling::"),
        ("self::a", "self::a"),
        ("parent::node(1)", "parent::node"),
        ("parent::text()", "parent::text"),
        ("/data/a/text()", "text()"),
        ("(/data/a)/b", "setelah nilai"),
        ("(/data/a)[1]", "setelah nilai"),
        ("'a'//b", "setelah nilai"),
        ("concat('a')/b", "setelah nilai"),
        ("instance('a')[1]", "instance()"),
    ],
)
def test_what_is_not_offered_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(UnsupportedXPathError) as caught:
        parse(text)
    assert named in str(caught.value)


@pytest.mark.parametrize("text", ["$x", "${umur} > 3", "1 + ${a b}"])
def test_variables_are_unknown(text: str) -> None:
    with pytest.raises(UnknownVariableError, match="tidak memiliki variabel"):
        parse(text)


def test_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="terlalu panjang"):
        parse("1" * 400_001)


def test_nesting_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="bersarang"):
        parse("(" * 5_001 + "1" + ")" * 5_001)
