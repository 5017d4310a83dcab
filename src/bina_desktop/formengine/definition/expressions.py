"""Compile a form's expressions; every failure becomes a message for its author."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from bina_desktop.formengine.definition.authoring import COLUMNS, Report
from bina_desktop.formengine.definition.messages import UNFILTERED
from bina_desktop.formengine.definition.repetition import Repetition
from bina_desktop.formengine.definition.scope import DraftScope
from bina_desktop.formengine.definition.skeleton import LAST_SAVED, Draft, Skeleton
from bina_desktop.formengine.definition.tables import Tables
from bina_desktop.formengine.xpath.chains import Chain, may_be_long
from bina_desktop.formengine.xpath.compiler import (
    Backend,
    compile_items,
    compile_nodes,
    compile_number,
    compile_sum,
    compile_text,
    nodes_reached,
)
from bina_desktop.formengine.xpath.errors import XPathError
from bina_desktop.formengine.xpath.faults import faults, unfiltered_paths
from bina_desktop.formengine.xpath.host import Compiled, Environment, HostNode
from bina_desktop.formengine.xpath.sentences import Template
from bina_desktop.formengine.xpath.stencils import Filled

T = TypeVar("T")
Factory = Callable[[Environment], Callable[[HostNode], Any]]

_FORMULA = Template(
    "Rumus pada “{name}” kolom {column}: {what}",
    "Formula of “{name}”, column {column}: {what_en}",
)


class Recipe:
    """The factory of an expression that is compiled alone, and how to compile it again."""

    __slots__ = ("_again", "_factory", "compiler", "node")

    def __init__(
        self,
        compiler: Callable[..., Any],
        node: int,
        factory: Factory | None,
        again: Callable[[], Factory] | None = None,
    ) -> None:
        """Remember which function compiles it, seen from which definition.

        Without a factory, `again` makes it when the expression is first bound.
        """
        self.compiler = compiler
        self.node = node
        self._again = again
        self._factory = factory

    def __call__(self, environment: Environment) -> Callable[[HostNode], Any]:
        """Return the evaluator for one session."""
        if self._factory is None:
            assert self._again is not None, "made with one of both"
            self._factory = self._again()
        return self._factory(environment)


def remembering(
    compiled: Compiled[T], compiler: Callable[..., Compiled[T]], node: int
) -> Compiled[T]:
    """Return the expression with its recipe, unless its factory tells how it was made."""
    if isinstance(compiled.factory, Chain | Filled | Recipe):
        return compiled
    return compiled._replace(factory=Recipe(compiler, node, compiled.factory))


class Expressions:
    """Compiles on behalf of one form."""

    def __init__(
        self,
        skeleton: Skeleton,
        tables: Tables,
        report: Report,
        backend: Backend = Backend.GENERATED,
    ) -> None:
        """Resolve paths in `skeleton` and lists in `tables`."""
        self._skeleton = skeleton
        self._tables = tables
        self._report = report
        self._shared: dict[tuple[object, str], Compiled[Any]] = {}
        """Expressions that mean the same wherever they stand: hundreds of selects use one list."""
        self._backend = backend
        # Where the last saved submission is read, or for the other backend: each by itself.
        alike = backend is Backend.GENERATED and not tables.last_saved
        self._repetition = Repetition(skeleton) if alike else None

    def text(self, text: str, draft: Draft, column: str) -> Compiled[str] | None:
        """Compile for its text."""
        return self.compiled(compile_text, text, draft, column)

    def number(self, text: str, draft: Draft, column: str) -> Compiled[float] | None:
        """Compile for its number."""
        return self.compiled(compile_number, text, draft, column)

    def items(self, text: str, draft: Draft, column: str) -> Compiled[Any] | None:
        """Compile an itemset over a list of choices."""
        return self.compiled(compile_items, text, draft, column)

    def nodes(self, text: str, draft: Draft, column: str) -> Compiled[Any] | None:
        """Compile an itemset over the instances of a repeat."""
        return self.compiled(compile_nodes, text, draft, column)

    def shares(self, text: str) -> bool:
        """Tell whether an itemset over a list, compiled before, means the same everywhere."""
        return (compile_items, text.strip()) in self._shared

    def reached(self, text: str, draft: Draft) -> tuple[int, ...]:
        """Return the ids of the nodes that an itemset over live nodes, already compiled, gives."""
        scope = DraftScope(self._skeleton, self._tables, draft)
        return tuple(target.def_id for target in nodes_reached(text.strip(), scope))

    def compiled(
        self,
        compiler: Callable[[str, DraftScope, Backend], Compiled[T]],
        text: str,
        draft: Draft,
        column: str,
    ) -> Compiled[T] | None:
        """Compile with a function of xpath/compiler.py."""
        text = text.strip()
        repetition = self._repetition
        if repetition is None or draft.owner is not None or "[" in text:
            return self._compiled_anew(compiler, text, draft, column)
        if may_be_long(text):
            scope = DraftScope(self._skeleton, self._tables, draft)
            total = compile_sum(text, compiler, partial(repetition.addends, draft, scope))
            if total is not None:
                return total
        cast = repetition.cast(compiler, text, draft)
        if cast is not None:
            return cast
        look = repetition.look(compiler, text, draft)
        if look is not None:
            repeated = repetition.repeated(compiler, text, look, draft)
            if repeated is not None:
                return repeated
        compiled = self._compiled_anew(compiler, text, draft, column)
        if look is not None and compiled is not None:
            repetition.learn(look, compiled)
        return compiled

    def _compiled_anew(
        self,
        compiler: Callable[[str, DraftScope, Backend], Compiled[T]],
        text: str,
        draft: Draft,
        column: str,
    ) -> Compiled[T] | None:
        scope = DraftScope(self._skeleton, self._tables, draft)
        shown = COLUMNS.get(column, column)
        key = (compiler, text)
        try:
            compiled = self._shared.get(key) or compiler(
                self._readable(text), scope, self._backend
            )
        except XPathError as error:
            for fault in faults(error):
                self._report.error(
                    _FORMULA(
                        name=draft.name, column=shown, what=fault, what_en=fault.sentence.english
                    ),
                    question=draft.path,
                    column=column,
                )
            return None
        if self._backend is Backend.GENERATED:
            compiled = remembering(compiled, compiler, draft.id)
        if not scope.relative:
            self._shared[key] = compiled
        for missing in compiled.missing:
            self._report.notice(
                _FORMULA(
                    name=draft.name,
                    column=shown,
                    what=missing.message,
                    what_en=missing.english,
                ),
                question=draft.path,
                column=column,
            )
        if "[" in text:
            self._doubt_filters(text, draft, column)
        return compiled

    def _doubt_filters(self, text: str, draft: Draft, column: str) -> None:
        for filtered, inner in unfiltered_paths(self._readable(text)):
            known = self._skeleton.by_path.get(filtered)
            if known is not None and known.in_repeat:
                sentence = UNFILTERED(path=inner, filtered=filtered)
                self._report.notice(
                    _FORMULA(
                        name=draft.name,
                        column=COLUMNS.get(column, column),
                        what=sentence.indonesian,
                        what_en=sentence.english,
                    ),
                    question=draft.path,
                    column=column,
                )

    def _readable(self, text: str) -> str:
        """Write paths into the last saved submission as `DraftScope.resolve` knows them."""
        name = self._tables.last_saved
        if not name or name not in text:
            return text
        instance = rf"""instance\(\s*(['"]){re.escape(name)}\1\s*\)"""
        return re.sub(instance, f"/{LAST_SAVED}", text)
