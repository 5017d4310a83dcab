"""Tree to generated Python: operators, calls and paths. Nothing here runs an expression."""

from __future__ import annotations

from dataclasses import replace

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.comparisons import compare
from bina_desktop.formengine.xpath.contextual import (
    check_shape,
    choice_name,
    decided,
    index_key,
    instance_steps,
    missing_list,
    operands,
    place_of,
    pulldata,
    uses_place,
)
from bina_desktop.formengine.xpath.errors import ArityError
from bina_desktop.formengine.xpath.generation import Generation, Loop, Value
from bina_desktop.formengine.xpath.host import NodeTarget, ResultType, Scope
from bina_desktop.formengine.xpath.paths import (
    Context,
    ItemContext,
    LoopBuilder,
    cell,
    column,
    down,
    mentions,
    missing_node,
    nodeset,
    resolve,
    seen_from_top,
    single,
    start_code,
)
from bina_desktop.formengine.xpath.registry import arity, find
from bina_desktop.formengine.xpath.signatures import Spec
from bina_desktop.formengine.xpath.syntax import (
    Binary,
    Call,
    Expr,
    Filter,
    Literal,
    Negate,
    Number,
    Path,
    PathStep,
)
from bina_desktop.formengine.xpath.tasks import Task

_ADDITIVE = frozenset({"+", "-"})
_PRODUCTS = {"*": "({0} * {1})", "div": "divide({0}, {1})", "mod": "modulo({0}, {1})"}
_MULTIPLICATIVE = frozenset(_PRODUCTS)
_FAMILIES = (_ADDITIVE, _MULTIPLICATIVE, frozenset({"and"}), frozenset({"or"}))
_CHAIN = 200
"""Terms of a sum in one line of Python; CPython's parser recurses once per term."""


class CodeGenerator:
    """Generates one expression; methods that nest are tasks."""

    def __init__(self, generation: Generation, scope: Scope) -> None:
        """Start with the context node of the whole expression."""
        self._generation = generation
        self._top = Context(scope)

    def whole(self, tree: Expr) -> Task[Value]:
        """Generate the whole expression."""
        return self._expression(tree, self._top)

    def _expression(self, tree: Expr, context: Context) -> Task[Value]:
        leaf = self._leaf(tree, context)
        if leaf is not None:
            return leaf
        match tree:
            case Negate():
                return (yield self._negate(tree, context))
            case Binary():
                combined: Value = yield self._binary(tree, context)
                return combined
            case Call():
                called: Value = yield self._call(tree, context)
                return called
            case Filter():
                self._generation.refuse(messages.FILTER_ON_VALUE(), tree.span)
            case _:
                assert isinstance(tree, Path), "literals are leaves"
                return (yield self._path(tree, context))

    def _leaf(self, tree: Expr, context: Context) -> Value | None:
        """Generate what most operands are, without a task: a literal, a plain path to one node."""
        if isinstance(tree, Number):
            return self._generation.number_literal(tree.value)
        if isinstance(tree, Literal):
            return self._generation.text_literal(tree.value)
        if not isinstance(tree, Path) or tree.head is not None or context.item is not None:
            return None
        for step in tree.steps:
            if step.predicates:
                return None
        target, _ = resolve(self._generation, context, tree)
        if target is None:
            return missing_node(self._generation, tree)
        return None if target.many else single(self._generation, context, target)

    def _negate(self, tree: Negate, context: Context) -> Task[Value]:
        operand: Value = yield self._expression(tree.operand, context)
        if isinstance(operand.literal, float):
            return self._generation.number_literal(-operand.literal)
        code = f"(-{self._generation.number(operand)})"
        return self._generation.build(ResultType.NUMBER, code, operand)

    def _binary(self, tree: Binary, context: Context) -> Task[Value]:
        operator = tree.operator
        for family in _FAMILIES:
            if operator in family:
                break
        else:
            if operator == "|":
                self._generation.refuse(messages.UNION(), tree.span)
            left = self._leaf(tree.left, context) or (yield self._expression(tree.left, context))
            right = self._leaf(tree.right, context) or (
                yield self._expression(tree.right, context)
            )
            return compare(self._generation, operator, left, right)
        first, rest = operands(tree, family)
        result = self._leaf(first, context) or (yield self._expression(first, context))
        others: list[tuple[str, Value]] = []
        before = first
        for sign, expression in rest:
            if decided(before, operator):
                break
            before = expression
            value = self._leaf(expression, context)
            others.append((sign, value or (yield self._expression(expression, context))))
        if family is _MULTIPLICATIVE:
            return self._product(result, others)
        if family is _ADDITIVE:
            return self._sum(result, others)
        values = [result, *(value for _, value in others)]
        code = f" {operator} ".join(self._generation.boolean(value) for value in values)
        return self._generation.build(ResultType.BOOLEAN, f"({code})", *values)

    def _sum(self, first: Value, others: list[tuple[str, Value]]) -> Value:
        generation = self._generation
        result = first
        for start in range(0, len(others), _CHAIN):
            part = others[start : start + _CHAIN]
            code = "".join(f" {sign} {generation.number(value)}" for sign, value in part)
            values = [value for _, value in part]
            code = f"({generation.number(result)}{code})"
            result = generation.build(ResultType.NUMBER, code, result, *values)
            if start + _CHAIN < len(others):
                code = generation.shape.outline(result.code, generation.variables)
                result = Value(ResultType.NUMBER, code)
        return result

    def _product(self, first: Value, others: list[tuple[str, Value]]) -> Value:
        generation = self._generation
        result = first
        for operator, value in others:
            left, right = generation.number(result), generation.number(value)
            if operator == "div" and value.kind is ResultType.NUMBER and value.literal:
                code = f"({left} / {right})"
            else:
                code = _PRODUCTS[operator].format(left, right)
            result = generation.build(ResultType.NUMBER, code, result, value)
        return result

    def _call(self, tree: Call, context: Context) -> Task[Value]:
        if tree.name == "last" or (tree.name == "position" and not tree.arguments):
            return place_of(self._generation, tree, context)
        if tree.name == "indexed-repeat":
            indexed: Value = yield self._indexed_repeat(tree, context)
            return indexed
        if tree.name == "jr:choice-name":
            self._check_arity(tree, 2, 2)
            chosen: Value = yield self._expression(tree.arguments[0], context)
            return choice_name(self._generation, tree, chosen, context)
        if tree.name == "pulldata":
            self._check_arity(tree, 4, 4)
            query: Value = yield self._expression(tree.arguments[3], context)
            return pulldata(self._generation, tree, query, context)
        spec = find(tree, self._generation.source_text)
        values: list[Value] = []
        for argument in tree.arguments:
            value = self._leaf(argument, context)
            values.append(value or (yield self._expression(argument, context)))
        if (spec.own_default and not values) or spec.name == "once":
            own: Value = yield self._path(
                Path(absolute=False, steps=(), head=None, span=tree.span), context
            )
            values.append(own)
        self._generation.volatile |= spec.volatile
        self._generation.language |= spec.language
        if spec.builder is not None:
            return spec.builder(self._generation, tree, values)
        return self._from_template(spec, values)

    def _from_template(self, spec: Spec, values: list[Value]) -> Value:
        generation = self._generation
        turn = {
            "t": generation.text,
            "n": generation.number,
            "d": generation.days,
            "b": generation.boolean,
        }
        codes = [
            turn[letter](value) for letter, value in zip(spec.parameters, values, strict=False)
        ]
        code = spec.template.format(*codes, all=", ".join(codes))
        return generation.build(spec.result, code, *values)

    def _check_arity(self, tree: Call, least: int, most: int | None) -> None:
        given = len(tree.arguments)
        if given < least or (most is not None and given > most):
            raise ArityError(
                arity(tree.name, given, least, most),
                text=self._generation.source_text,
                span=tree.span,
            )

    def _path(self, tree: Path, context: Context) -> Task[Value]:
        head = tree.head
        if head is not None:
            if not isinstance(head, Call) or head.name not in {"current", "instance"}:
                self._generation.refuse(messages.STEP_AFTER_VALUE(), head.span)
            if head.name == "instance":
                self._check_arity(head, 1, 1)
                listed: Value = yield self._instance(tree, head, context)
                return listed
            self._check_arity(head, 0, 0)
            context = self._top
        elif context.item is not None and not tree.absolute:
            return cell(self._generation, tree, context.item)
        target, steps = resolve(self._generation, context, tree)
        if target is None:
            return missing_node(self._generation, tree)
        named = steps.names[1:] if tree.absolute else steps.names
        if not target.many and not any(step.predicates for step in steps.names):
            return single(self._generation, context, target)
        if tree.absolute and steps.names[0].predicates:
            self._generation.refuse(messages.FILTER_ON_ROOT(), steps.names[0].span)
        walked: Value = yield self._walk(context, target, named)
        return walked

    def _walk(
        self, context: Context, target: NodeTarget, named: tuple[PathStep, ...]
    ) -> Task[Value]:
        generation = self._generation
        builder = LoopBuilder(generation, start_code(generation, context, target))
        for place, (step, written) in enumerate(zip(target.steps, named, strict=True)):
            if not step.repeat and not written.predicates:
                builder.step(step)
                continue
            sequence = down(generation, builder.current, step)
            variable = generation.shape.fresh("r")
            builder.over(sequence if step.repeat else f"({sequence},)", variable)
            base = seen_from_top(context, target._replace(steps=target.steps[: place + 1]))
            inner = Context(context.scope.at(step.def_id), variable, base)
            for predicate in written.predicates:
                yield self._predicate(builder, predicate, inner, variable)
        return nodeset(builder, seen_from_top(context, target))

    def _predicate(
        self, builder: LoopBuilder, tree: Expr, inner: Context, variable: str
    ) -> Task[None]:
        """Filter the builder's sequence: by place for a number, else by truth."""
        generation = self._generation
        place, size = generation.shape.fresh("k"), generation.shape.fresh("z")
        places = uses_place(tree)
        saved = generation.variables
        generation.variables += f", {variable}"
        if places:
            generation.variables += f", {place}, {size}"
            inner = replace(inner, position=place, size=size)
        value: Value = yield self._expression(tree, inner)
        numbered = value.kind is ResultType.NUMBER or (
            value.kind is ResultType.NODE and value.numeric
        )
        code = generation.number(value) if numbered else generation.boolean(value)
        generation.variables = saved
        builder.depth = max(builder.depth, value.depth)
        if numbered and not places and not mentions(code, variable):
            builder.filtered(f"pick({{0}}, {code})")
        elif numbered or places:
            test = f"{place} == {code}" if numbered else code
            builder.filtered(f"keep({{0}}, lambda {variable}, {place}, {size}: {test})")
        else:
            builder.only(code)

    def _instance(self, tree: Path, head: Call, context: Context) -> Task[Value]:
        generation = self._generation
        name, steps = instance_steps(generation, tree, head)
        whole = context.scope.items(name)
        target = whole.part(steps[0].name, steps[1].name) if whole is not None else None
        if target is None:
            return missing_list(generation, whole, name, steps, head.span)
        if target.deep:
            check_shape(generation, target, steps)
        generation.note_list(target.list_id)
        table = generation.shape.table(target.list_id)
        row = generation.shape.fresh("i")
        item = ItemContext(row, table, target)
        inner = replace(context, item=item, position="", size="")
        builder = LoopBuilder(generation, table)
        predicates = steps[1].predicates
        rest: list[Expr] = []
        if predicates and not uses_place(predicates[0]):
            key: tuple[str, list[Expr]] | None = yield self._key(predicates[0], inner, item)
            if key is not None:
                builder.over(key[0], row)
                rest, predicates = key[1], predicates[1:]
        if builder.current == table:
            builder.over(f"{table}.rows", row)
        for conjunct in rest:
            truth = Call("boolean", (conjunct,), conjunct.span)
            yield self._predicate(builder, truth, inner, row)
        for predicate in predicates:
            yield self._predicate(builder, predicate, inner, row)
        loop = Loop(builder.clauses(""), row)
        if len(steps) == 3:
            text = column(generation, item, steps[2])
            loop = replace(loop, text=text, number=f"to_number({text})")
        code = f"[{row}{loop.clauses}]"
        every = loop.clauses.removeprefix(f" for {row} in ")
        if " for " not in every and " if " not in every:
            code = every  # The rows as the table holds them: the same object each time.
        return Value(ResultType.ITEMS, code, builder.depth + 4, loop=loop)

    def _key(
        self, tree: Expr, inner: Context, item: ItemContext
    ) -> Task[tuple[str, list[Expr]] | None]:
        """Find `column = text` in a predicate: the rows then come from a hash index."""
        conjuncts = [tree]
        if isinstance(tree, Binary) and tree.operator == "and":
            first, rest = operands(tree, frozenset({"and"}))
            conjuncts = [first, *(expression for _, expression in rest)]
        for conjunct in conjuncts:
            pair = index_key(conjunct)
            if pair is None:
                continue
            step, other = pair
            value: Value = yield self._expression(other, inner)
            textual = value.kind is ResultType.TEXT or (
                value.kind is ResultType.NODE and not value.numeric
            )
            code = self._generation.text(value) if textual else item.row
            if not mentions(code, item.row):
                place = column(self._generation, item, step).removeprefix(item.row)[1:-1]
                others = [expression for expression in conjuncts if expression is not conjunct]
                return f"{item.table}.lookup({place}, {code})", others
        return None

    def _indexed_repeat(self, tree: Call, context: Context) -> Task[Value]:
        generation = self._generation
        self._check_arity(tree, 3, None)
        wrong = next((a for a in tree.arguments[1::2] if not isinstance(a, Path)), None)
        path = tree.arguments[0]
        if not isinstance(path, Path) or wrong is not None or len(tree.arguments) % 2 == 0:
            generation.fail(
                messages.INDEXED_REPEAT(),
                tree.span,
            )
        target, _ = resolve(generation, context, path)
        places: dict[int, Value] = {}
        for repeat, number in zip(tree.arguments[1::2], tree.arguments[2::2], strict=True):
            assert isinstance(repeat, Path)
            group, _ = resolve(generation, context, repeat)
            value: Value = yield self._expression(number, context)
            if target is None or group is None:
                return missing_node(generation, path if target is None else repeat)
            if group.def_id not in target.repeats:
                generation.fail(
                    messages.NOT_IN_REPEAT(),
                    repeat.span,
                )
            places[group.def_id] = value
        assert target is not None
        return self._indexed(context, target, places)

    def _indexed(self, context: Context, target: NodeTarget, places: dict[int, Value]) -> Value:
        generation = self._generation
        builder = LoopBuilder(generation, start_code(generation, context, target))
        for step in target.steps:
            if not step.repeat:
                builder.step(step)
                continue
            sequence = down(generation, builder.current, step)
            builder.over(sequence, generation.shape.fresh("r"))
            value = places.get(step.def_id)
            if value is not None:
                builder.depth = max(builder.depth, value.depth)
                builder.filtered(f"pick({{0}}, {generation.number(value)})")
        return nodeset(builder, seen_from_top(context, target))
