"""Tokens to tree: XPath 1.0 expressions on the child, parent and self axes.

What is right XPath but not offered (other axes, wildcards, attributes, unions) is refused by
name here, so that no form loads with a part of it ignored.
"""

from __future__ import annotations

from typing import Never

from bina_desktop.formengine.xpath.errors import (
    TooLargeError,
    UnsupportedXPathError,
    XPathSyntaxError,
)
from bina_desktop.formengine.xpath.host import Span
from bina_desktop.formengine.xpath.lexer import Token, TokenKind, tokenize
from bina_desktop.formengine.xpath.syntax import (
    Binary,
    Call,
    Expr,
    Literal,
    Negate,
    Number,
    Path,
    PathStep,
)
from bina_desktop.formengine.xpath.tasks import Task, run

MAX_DEPTH = 5_000
"""Brackets and calls within each other; keeps the depth of generated functions bounded."""

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
_AXES = {
    "ancestor",
    "ancestor-or-self",
    "attribute",
    "descendant",
    "descendant-or-self",
    "following",
    "following-sibling",
    "namespace",
    "preceding",
    "preceding-sibling",
}
_NODE_TESTS = frozenset({"node", "text", "comment", "processing-instruction"})


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

    def parse(self) -> Expr:
        if self._size == 1:
            self._fail("Ungkapan kosong; isilah atau hapus kolomnya.", self._token.span)
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
                    f"Kurung yang dibuka pada huruf ke-{opened.start + 1} belum ditutup; "
                    f"tambahkan “{text}”.",
                    opened,
                )
            self._unexpected()
        return self._advance()

    def _since(self, start: int) -> Span:
        return Span(start, self._tokens[self._place - 1].span.end)

    def _fail(self, message: str, span: Span) -> Never:
        raise XPathSyntaxError(message, text=self._text, span=span)

    def _refuse(self, what: str, span: Span) -> Never:
        raise UnsupportedXPathError(
            f"{what} tidak didukung; gunakan jalur biasa (/data/kelompok/nama, ../nama) atau "
            "${nama}.",
            text=self._text,
            span=span,
        )

    def _unexpected(self) -> Never:
        token = self._token
        if token.kind is TokenKind.END:
            self._fail("Ungkapan terputus: masih kurang satu nilai di akhir.", token.span)
        self._fail(
            f"“{token.text}” tidak pada tempatnya (huruf ke-{token.span.start + 1}); periksa "
            "tanda kurung, koma, dan operator sebelum tanda itu.",
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

    def _expression(self, power: int) -> Task[Expr]:
        start = self._token.span.start
        left = self._simple()
        if left is None:
            left = yield self._unary()
        assert left is not None
        while self._token.kind is TokenKind.OPERATOR and _POWER[self._token.text] > power:
            operator = self._advance()
            if operator.text == "|":
                self._refuse("Gabungan jalur dengan “|”", operator.span)
            right: Expr = yield self._expression(_POWER[operator.text])
            left = Binary(operator.text, left, right, self._since(start))
        return left

    def _unary(self) -> Task[Expr]:
        start = self._token.span.start
        negative = False
        signs = 0
        while self._token.kind is TokenKind.OPERATOR and self._token.text == "-":
            self._advance()
            negative = not negative
            signs += 1
        operand: Expr = yield self._primary()
        if not signs:
            return operand
        result: Expr = Negate(operand, self._since(start))
        return result if negative else Negate(result, result.span)

    def _primary(self) -> Task[Expr]:
        token = self._token
        match token.kind:
            case TokenKind.NUMBER:
                self._advance()
                return self._no_tail(Number(float(token.text), token.span))
            case TokenKind.LITERAL:
                self._advance()
                return self._no_tail(Literal(token.text, token.span))
            case TokenKind.PATH:
                return self._plain_path()
            case TokenKind.NAME if self._is_call():
                call: Call = yield self._call()
                if call.name in _PATH_HEADS:
                    path: Path = yield self._path(call)
                    return path
                return self._no_tail(call)
            case TokenKind.MARK if token.text == "(":
                inner: Expr = yield self._group()
                return self._no_tail(inner)
            case _:
                relative: Path = yield self._path(None)
                return relative

    def _no_tail(self, value: Expr) -> Expr:
        if self._is_mark("/") or self._is_mark("//") or self._is_mark("["):
            self._refuse("Langkah atau saringan [...] setelah nilai", self._token.span)
        return value

    def _is_call(self) -> bool:
        return self._is_mark("(", 1) and self._token.text not in _NODE_TESTS

    def _enter(self, span: Span) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooLargeError(
                f"Ungkapan bersarang lebih dari {MAX_DEPTH} tingkat; pecahlah menjadi beberapa "
                "pertanyaan calculate.",
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
                argument: Expr = yield self._expression(0)
                arguments.append(argument)
                if not self._accept(","):
                    break
            self._expect(")", opened)
        self._depth -= 1
        return Call(name.text, tuple(arguments), self._since(name.span.start))

    def _path(self, head: Call | None) -> Task[Path]:
        start = head.span.start if head else self._token.span.start
        if head is not None and self._is_mark("["):
            self._refuse(f"Saringan [...] langsung setelah {head.name}()", self._token.span)
        absolute = head is None and self._accept("/")
        steps: list[PathStep] = []
        if head is None or self._accept("/"):
            step: PathStep = yield self._step()
            steps.append(step)
            while self._accept("/"):
                following: PathStep = yield self._step()
                steps.append(following)
        if self._is_mark("//"):
            self._refuse("“//”", self._token.span)
        return Path(absolute, tuple(steps), head, self._since(start))

    def _step(self) -> Task[PathStep]:
        start = self._token.span.start
        name = self._step_name()
        predicates: list[Expr] = []
        while self._is_mark("["):
            opened = self._advance().span
            self._enter(opened)
            predicate: Expr = yield self._expression(0)
            self._expect("]", opened)
            self._depth -= 1
            predicates.append(predicate)
        return PathStep(name, tuple(predicates), self._since(start))

    def _step_name(self) -> str:
        token = self._token
        if token.kind is TokenKind.MARK and token.text in {"//", "@", "*"}:
            what = {"//": "“//”", "@": "Atribut (@)", "*": "Langkah “*”"}[token.text]
            self._refuse(what, token.span)
        if token.kind is TokenKind.MARK and token.text in {".", ".."}:
            return self._advance().text
        if token.kind is not TokenKind.NAME:
            self._unexpected()
        self._advance()
        if self._accept("::"):
            return self._axis_step(token)
        if self._is_mark("("):
            self._refuse(f"Langkah {token.text}()", token.span)
        if token.text.endswith("*"):
            self._refuse(f"Langkah “{token.text}”", token.span)
        return token.text

    def _axis_step(self, axis: Token) -> str:
        if axis.text in _AXES:
            self._refuse(f"Sumbu {axis.text}::", axis.span)
        if axis.text not in {"child", "parent", "self"}:
            self._fail(f"Sumbu “{axis.text}::” tidak dikenal dalam XPath.", axis.span)
        if axis.text == "child":
            return self._step_name()
        self._any_node(axis)
        return ".." if axis.text == "parent" else "."

    def _any_node(self, axis: Token) -> None:
        if self._accept("*"):
            return
        test = self._token
        if test.text == "node" and self._is_mark("(", 1) and self._is_mark(")", 2):
            self._place += 3
            return
        self._refuse(f"{axis.text}::{test.text}", Span(axis.span.start, test.span.end))
