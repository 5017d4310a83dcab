"""Reading expressions: what is right, what is wrong, and what is refused by name."""

from __future__ import annotations

import pytest

from bina_desktop.formengine.xpath.errors import (
    TooLargeError,
    UnknownVariableError,
    XPathError,
    XPathSyntaxError,
)
from bina_desktop.formengine.xpath.parser import parse
from bina_desktop.formengine.xpath.syntax import (
    Binary,
    Call,
    Filter,
    Literal,
    Negate,
    Number,
    Path,
)


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
        ("parent::*", ["*"]),
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
        ("//", "terputus"),
        ("/data/", "terputus"),
        ("a | ", "terputus"),
        ("/ + 1 +", "terputus"),
        ("text(1)", "“1” tidak pada tempatnya"),
        ("/data/f(1)", "“f()” tidak dapat menjadi langkah"),
        ("/[1]", "“[” tidak pada tempatnya"),
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
    ("text", "steps"),
    [
        ("/", []),
        ("/*", [("child", "name", "*")]),
        ("//a", [("descendant-or-self", "node", ""), ("child", "name", "a")]),
        ("a//b", [("child", "name", "a"), ("descendant-or-self", "node", ""),
                  ("child", "name", "b")]),
        ("orx:*", [("child", "name", "orx:*")]),
        ("@id", [("attribute", "name", "id")]),
        ("@*", [("attribute", "name", "*")]),
        ("ancestor::a", [("ancestor", "name", "a")]),
        ("following-sibling::orx:*", [("following-sibling", "name", "orx:*")]),
        ("self::a", [("self", "name", "a")]),
        ("namespace::*", [("namespace", "name", "*")]),
        ("text()", [("child", "text", "")]),
        ("/data/comment()", [("child", "name", "data"), ("child", "comment", "")]),
        ("parent::text()", [("parent", "text", "")]),
        ("descendant::node()", [("descendant", "node", "")]),
        ("processing-instruction()", [("child", "processing-instruction", "")]),
        ("processing-instruction('x')", [("child", "processing-instruction", "x")]),
    ],
)  # fmt: skip
def test_every_axis_and_node_test(text: str, steps: list[tuple[str, str, str]]) -> None:
    tree = parse(text)
    assert isinstance(tree, Path)
    assert tree.absolute is text.startswith("/")
    assert [(step.axis, step.test, step.name) for step in tree.steps] == steps
    assert (tree.span.start, tree.span.end) == (0, len(text))


def test_union_binds_more_than_a_minus() -> None:
    tree = parse("-a | b")
    assert isinstance(tree, Negate)
    assert isinstance(tree.operand, Binary)
    assert tree.operand.operator == "|"


@pytest.mark.parametrize(
    ("text", "head", "steps", "predicates"),
    [
        ("(/data/a)[1]", None, 0, 1),
        ("(/data/a)/b", Path, 1, 0),
        ("(a | b)[1][2]/c//d", Filter, 3, 2),
        ("id('x')/a", Call, 1, 0),
        ("id('x')[1]", None, 0, 1),
        ("instance('a')[1]/b", Filter, 1, 1),
        ("instance('a')/root/item[1]", Call, 2, 0),
        ("current()//a", Call, 2, 0),
        ("'a'/b", Literal, 1, 0),
        ("1[2]", None, 0, 1),
    ],
)
def test_steps_and_predicates_after_any_value(
    text: str, head: type | None, steps: int, predicates: int
) -> None:
    tree = parse(text)
    if head is None:
        assert isinstance(tree, Filter)
        assert len(tree.predicates) == predicates
        return
    assert isinstance(tree, Path)
    assert isinstance(tree.head, head)
    assert len(tree.steps) == steps
    if isinstance(tree.head, Filter):
        assert len(tree.head.predicates) == predicates


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
