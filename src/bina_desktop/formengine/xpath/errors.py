"""Expected errors of XPath: a form author's mistakes, each with its place in the text."""

from __future__ import annotations

from bina_desktop.formengine.client import FormError
from bina_desktop.formengine.xpath.host import Span
from bina_desktop.formengine.xpath.sentences import Sentence


class XPathError(FormError):
    """Base: an expression that cannot be compiled; `str()` is its Indonesian sentence."""

    code = "xpath"

    def __init__(self, sentence: Sentence, *, text: str, span: Span) -> None:
        """Keep the whole expression and the part that is wrong."""
        self.sentence = sentence
        super().__init__(self.sentence.indonesian)
        self.text = text
        self.span = span

    @property
    def fragment(self) -> str:
        """Return the part of the expression that is wrong; '' at its end."""
        return self.text[self.span.start : self.span.end]


class XPathSyntaxError(XPathError):
    """The text is no XPath expression."""

    code = "xpath-syntax"


class UnknownFunctionError(XPathError):
    """A function that neither XPath nor ODK nor this program knows."""

    code = "xpath-unknown-function"


class ArityError(XPathError):
    """A known function with too few or too many arguments."""

    code = "xpath-arity"


class ArgumentError(XPathError):
    """An argument that can never work: not a path, not a literal, a bad pattern."""

    code = "xpath-argument"


class UnknownVariableError(XPathError):
    """A `$variable`: forms have none (a `${question}` was not replaced)."""

    code = "xpath-unknown-variable"


class UnsupportedXPathError(XPathError):
    """XPath that is right but not offered here: other axes, wildcards and unions."""

    code = "xpath-unsupported"


class TooLargeError(XPathError):
    """An expression beyond the safe size (text or nesting)."""

    code = "xpath-too-large"
