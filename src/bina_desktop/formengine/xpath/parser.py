"""Tokens to tree: the whole of XPath 1.0 but variables, which forms do not have."""

from __future__ import annotations

from typing import Never

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.errors import (
    TooLargeError,
    XPathSyntaxError,
)
from bina_desktop.formengine.xpath.host import Span
from bina_desktop.formengine.xpath.lexer import Token, TokenKind, tokenize
from bina_desktop.formengine.xpath.sentences import Sentence
from bina_desktop.formengine.xpath.syntax import (
    Axis,
    Binary,
    Call,
    Expr,
    Filter,
    Literal,
    Negate,
    NodeTest,
    Number,
    Path,
    PathStep,
)
from bina_desktop.formengine.xpath.tasks import Task, run

MAX_DEPTH = 5_000
"""Brackets and calls within each other; keeps the depth of generated functions bounded."""

MAX_FILTERS = 8
"""Predicates within each other: each may look at every instance for every one of those outside,
so that work grows by their power. The forms met have two."""

_POWER = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_TAIL = frozenset({"/", "//", "[", "(", "::"})
"""Marks after which an operand goes on."""
_PATH_HEADS = frozenset({"current", "instance"})
_AXES = {axis.value: axis for axis in Axis}
_NODE_TESTS = {test.value: test for test in NodeTest if test is not NodeTest.NAME}
_UNION = 8
_STEP_MARKS = frozenset({".", "..", "@", "*"})


def parse(text: str) -> Expr:
    """Return the tree of an expression. Raises XPathError for what cannot be read."""
    return _Parser(text).parse()


class _Parser:
    """Precedence climbing over one token list; methods that nest are tasks."""

    def __init__(self, text: str) -> None:
        self._text = text
        tokens = tokenize(text)
        self._size = len(tokens)
        self._tokens = [*tokens, tokens[-1], tokens[-1]]  # END again, to look ahead without care
        self._place = 0
        self._depth = 0
        self._filters = 0

    def parse(self) -> Expr:
        if self._size == 1:
            self._fail(messages.EMPTY(), self._token.span)
        tree = run(self._expression(0))
        if self._token.kind is not TokenKind.END:
            self._unexpected()
        return tree

    @property
    def _token(self) -> Token:
        return self._tokens[self._place]

    def _advance(self) -> Token:
        token = self._token
        self._place += 1
        return token

    def _is_mark(self, text: str, ahead: int = 0) -> bool:
        token = self._tokens[self._place + ahead]
        return token.text == text and token.kind is TokenKind.MARK

    def _accept(self, text: str) -> bool:
        if self._is_mark(text):
            self._place += 1
            return True
        return False

    def _expect(self, text: str, opened: Span) -> Token:
        if not self._is_mark(text):
            if self._token.kind is TokenKind.END:
                self._fail(
                    messages.OPEN_BRACKET(place=opened.start + 1, closing=text),
                    opened,
                )
            self._unexpected()
        return self._advance()

    def _since(self, start: int) -> Span:
        return Span(start, self._tokens[self._place - 1].span.end)

    def _fail(self, message: Sentence, span: Span) -> Never:
        raise XPathSyntaxError(message, text=self._text, span=span)

    def _unexpected(self) -> Never:
        token = self._token
        if token.kind is TokenKind.END:
            self._fail(messages.CUT_SHORT(), token.span)
        self._fail(
            messages.misplaced(token.text, token.span.start + 1),
            token.span,
        )

    def _simple(self) -> Expr | None:
        """Read a literal or a path of plain names at once: nine of ten operands are one.

        None (and nothing read) when it is more than that.
        """
        place = self._place
        kind, text, span = self._tokens[place]
        following = self._tokens[place + 1]
        if kind is TokenKind.NUMBER or kind is TokenKind.LITERAL:
            if following.kind is TokenKind.MARK and following.text in _TAIL:
                return None
            self._place = place + 1
            return Number(float(text), span) if kind is TokenKind.NUMBER else Literal(text, span)
        if kind is TokenKind.PATH:
            return self._plain_path()
        absolute = kind is TokenKind.MARK and text == "/"
        if absolute:
            place += 1
        start = span.start
        steps: list[PathStep] = []
        while True:
            kind, text, span = self._tokens[place]
            if (kind is not TokenKind.NAME or text[-1] == "*") and text not in {".", ".."}:
                return None
            steps.append(PathStep(text, (), span))
            kind, text, _ = self._tokens[place + 1]
            place += 1
            if kind is not TokenKind.MARK or text not in _TAIL:
                break
            if text != "/":
                return None
            place += 1
        self._place = place
        return Path(absolute, tuple(steps), None, Span(start, span.end))

    def _plain_path(self) -> Path:
        _, text, span = self._advance()
        absolute = text[0] == "/"
        start = span.start + absolute
        steps: list[PathStep] = []
        for name in text.lstrip("/").split("/"):
            end = start + len(name)
            steps.append(PathStep(name, (), Span(start, end)))
            start = end + 1
        return Path(absolute, tuple(steps), None, span)

    def _expression(self, power: int, left: Expr | None = None) -> Task[Expr]:
        """Read operands and operators that bind more than `power`; `left` is read already."""
        start = self._token.span.start if left is None else left.span.start
        if left is None:
            left = self._simple()
        if left is None:
            minus = self._is_minus()
            left = yield self._unary() if minus else self._primary()
        assert left is not None
        while (bound := self._power()) > power:
            operator = self._advance().text
            right = self._simple()
            if right is None or self._power() > bound:
                right = yield self._expression(bound, right)
            assert right is not None
            left = Binary(operator, left, right, self._since(start))
        return left

    def _power(self) -> int:
        """Return how much the operator that follows binds; 0 where none follows."""
        token = self._tokens[self._place]
        return _POWER[token.text] if token.kind is TokenKind.OPERATOR else 0

    def _is_minus(self) -> bool:
        return self._token.kind is TokenKind.OPERATOR and self._token.text == "-"

    def _unary(self) -> Task[Expr]:
        start = self._token.span.start
        negative = False
        while self._is_minus():
            self._advance()
            negative = not negative
        # A minus binds less than `|`: -a | b is -(a | b).
        operand: Expr = yield self._expression(_UNION - 1)
        result: Expr = Negate(operand, self._since(start))
        return result if negative else Negate(result, result.span)

    def _primary(self) -> Task[Expr]:
        token = self._token
        value: Expr
        match token.kind:
            case TokenKind.NUMBER:
                self._advance()
                value = Number(float(token.text), token.span)
            case TokenKind.LITERAL:
                self._advance()
                value = Literal(token.text, token.span)
            case TokenKind.NAME if self._is_call():
                value = yield self._call()
            case TokenKind.MARK if token.text == "(":
                value = yield self._group()
            case _:
                relative: Path = yield self._path()
                return relative
        if self._token.text in _TAIL or (isinstance(value, Call) and value.name in _PATH_HEADS):
            value = yield self._tail(value)
        return value

    def _tail(self, value: Expr) -> Task[Expr]:
        """Read the predicates and steps after a value."""
        start = value.span.start
        if isinstance(value, Call) and value.name in _PATH_HEADS and not self._is_mark("["):
            steps: list[PathStep] = yield self._further_steps()
            return Path(absolute=False, steps=tuple(steps), head=value, span=self._since(start))
        if self._is_mark("["):
            predicates: list[Expr] = yield self._predicates()
            value = Filter(value, tuple(predicates), self._since(start))
        if self._is_mark("/") or self._is_mark("//"):
            further: list[PathStep] = yield self._further_steps()
            value = Path(absolute=False, steps=tuple(further), head=value, span=self._since(start))
        return value

    def _is_call(self) -> bool:
        return self._is_mark("(", 1) and self._token.text not in _NODE_TESTS

    def _enter(self, span: Span) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooLargeError(
                messages.TOO_DEEP(most=MAX_DEPTH),
                text=self._text,
                span=span,
            )

    def _group(self) -> Task[Expr]:
        opened = self._advance().span
        self._enter(opened)
        inner: Expr = yield self._expression(0)
        self._expect(")", opened)
        self._depth -= 1
        return inner

    def _call(self) -> Task[Call]:
        name = self._advance()
        opened = self._advance().span
        self._enter(opened)
        arguments: list[Expr] = []
        if not self._accept(")"):
            while True:
                argument = self._simple()
                if argument is None or self._power():
                    argument = yield self._expression(0, argument)
                assert argument is not None
                arguments.append(argument)
                if not self._accept(","):
                    break
            self._expect(")", opened)
        self._depth -= 1
        return Call(name.text, tuple(arguments), self._since(name.span.start))

    def _path(self) -> Task[Path]:
        start = self._token.span.start
        absolute = self._is_mark("/") or self._is_mark("//")
        steps: list[PathStep] = []
        if absolute and self._accept("/") and not self._is_step():
            return Path(absolute=True, steps=(), head=None, span=self._since(start))
        if not self._is_mark("//"):
            first: PathStep = yield self._step()
            steps.append(first)
        further: list[PathStep] = yield self._further_steps()
        return Path(absolute, (*steps, *further), None, self._since(start))

    def _is_step(self) -> bool:
        token = self._token
        if token.kind is TokenKind.MARK:
            return token.text in _STEP_MARKS
        return token.kind is TokenKind.NAME

    def _further_steps(self) -> Task[list[PathStep]]:
        """Read `/step` and `//step` as long as they go on."""
        steps: list[PathStep] = []
        while self._is_mark("/") or self._is_mark("//"):
            slash = self._advance()
            if slash.text == "//":
                steps.append(PathStep("", (), slash.span, Axis.DESCENDANT_OR_SELF, NodeTest.NODE))
            step: PathStep = yield self._step()
            steps.append(step)
        return steps

    def _step(self) -> Task[PathStep]:
        start = self._token.span.start
        axis, test, name = self._node_test()
        predicates: list[Expr] = yield self._predicates()
        return PathStep(name, tuple(predicates), self._since(start), axis, test)

    def _predicates(self) -> Task[list[Expr]]:
        predicates: list[Expr] = []
        while self._is_mark("["):
            opened = self._advance().span
            self._enter(opened)
            self._filters += 1
            if self._filters > MAX_FILTERS:
                message = messages.TOO_MANY_FILTERS(most=MAX_FILTERS)
                raise TooLargeError(message, text=self._text, span=opened)
            predicate: Expr = yield self._expression(0)
            self._expect("]", opened)
            self._filters -= 1
            self._depth -= 1
            predicates.append(predicate)
        return predicates

    def _node_test(self) -> tuple[Axis, NodeTest, str]:
        if self._is_mark(".") or self._is_mark(".."):
            return _named_up(self._advance().text)
        axis = Axis.CHILD
        if self._accept("@"):
            axis = Axis.ATTRIBUTE
        elif self._token.kind is TokenKind.NAME and self._is_mark("::", 1):
            axis = self._axis(self._advance())
            self._advance()
        if self._accept("*"):
            return axis, NodeTest.NAME, "*"
        token = self._token
        if token.kind is not TokenKind.NAME:
            self._unexpected()
        self._advance()
        if not self._is_mark("("):
            return axis, NodeTest.NAME, token.text
        test, target = self._kind_test(token)
        if test is NodeTest.NODE and axis in _SHORT:
            return _named_up(_SHORT[axis])
        return axis, test, target

    def _axis(self, token: Token) -> Axis:
        axis = _AXES.get(token.text)
        if axis is None:
            self._fail(messages.UNKNOWN_AXIS(name=token.text), token.span)
        return axis

    def _kind_test(self, token: Token) -> tuple[NodeTest, str]:
        """Read `text()`, `processing-instruction('x')` … after its name."""
        test = _NODE_TESTS.get(token.text)
        opened = self._advance().span
        if test is None:
            self._fail(
                messages.CALL_AS_STEP(name=token.text),
                token.span,
            )
        target = ""
        if test is NodeTest.INSTRUCTION and self._token.kind is TokenKind.LITERAL:
            target = self._advance().text
        self._expect(")", opened)
        return test, target


_SHORT = {Axis.SELF: ".", Axis.PARENT: ".."}


def _named_up(name: str) -> tuple[Axis, NodeTest, str]:
    """Return `.` or `..` as a step: the two are told by their name alone."""
    return Axis.CHILD, NodeTest.NAME, name
