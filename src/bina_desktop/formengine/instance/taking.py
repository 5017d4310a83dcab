"""Answers that are stored as they are typed: most are, and nothing is quicker.

A question's answer is looked at by a function that it shares with its like, until a wave that is
made for this question alone takes its place (`waves.py`). Whatever needs more (a decimal comma, a
range, an action that it sets off) is refused and goes the long way, `FormSession._answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from heapq import heappush
from math import nan

from bina_desktop.formengine.client import DataType, NodeKind
from bina_desktop.formengine.instance import numerals
from bina_desktop.formengine.instance.codecs import is_canonical, is_set, is_word
from bina_desktop.formengine.instance.environment import SessionEnvironment
from bina_desktop.formengine.instance.history import Overwritten
from bina_desktop.formengine.instance.moments import day_number, is_iso_date
from bina_desktop.formengine.instance.node import Fault, LiveNode, Take
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.selects import Selects
from bina_desktop.formengine.instance.tree import Tree
from bina_desktop.formengine.instance.waves import Waves

_SOUND = Fault.NONE


class Taking:
    """Finds, for one session, who takes the answers of a question."""

    def __init__(
        self,
        tree: Tree,
        environment: SessionEnvironment,
        recalculation: Recalculation,
        selects: Selects,
        *,
        put: Callable[[Overwritten], None],
        triggers: Container[int],
    ) -> None:
        """Serve one session.

        `put` remembers what stands in a question that is about to be answered; `triggers`
        are the definitions whose answers set off actions.
        """
        self._waves = Waves(tree, environment, recalculation, selects, put=put)
        self._environment = environment
        self._recalculation = recalculation
        self._selects = selects
        self._put = put
        self._triggers = triggers
        number = environment.calendar.number
        plain: Mapping[DataType, tuple[Callable[[str], object], Callable[[str], float]]] = {
            DataType.TEXT: (_is_text, lambda text: number(text) if "" < text < ":" else nan),
            DataType.INTEGER: (numerals.whole, float),
            DataType.DECIMAL: (numerals.plain, float),
            DataType.DATE: (is_iso_date, day_number),
        }
        self._plain = {kind: self._taker(*both) for kind, both in plain.items()}
        self._choosing: dict[tuple[DataType, frozenset[str]], Take] = {}
        self._met: list[LiveNode] = []
        """Questions that have been answered for the first time since `prepare`."""

    def of(self, node: LiveNode) -> Take:
        """Return who takes the answers of a question, and keep it there."""
        definition = node.d
        take: Take | None
        if definition.kind is NodeKind.RANGE or definition.id in self._triggers:
            take = None
        elif definition.choices is None:
            take = self._plain.get(definition.data_type)
        else:
            take = self._of_choices(node)
        node.take = take or _refuses
        if take is not None:
            self._met.append(node)
        return node.take

    def prepare(self) -> None:
        """Let waves take the answers of the questions met since the last time, where they can."""
        for node in self._met:
            node.take = self._waves.of(node) or node.take
        self._met.clear()

    def _of_choices(self, node: LiveNode) -> Take | None:
        definition = node.d
        if definition.data_type not in _WORDS:
            return None
        always = self._selects.always(definition)
        if not always or not all(is_canonical(value, definition) for value in always):
            always = _CHANGING
        key = definition.data_type, always
        take = self._choosing.get(key)
        if take is None:
            take = self._choosing[key] = self._chooser(*key)
        return take

    def _chooser(self, data_type: DataType, always: frozenset[str]) -> Take:
        if not always:
            return self._word_taker(_WORDS[data_type])
        number = self._environment.calendar.number

        def reads(text: str) -> float:
            return number(text) if "" < text < ":" else nan

        if data_type is DataType.SELECT_ONE:
            return self._taker(always.__contains__, reads)

        def are_offered(text: str) -> bool:
            return text in always or (always.issuperset(text.split()) and is_set(text))

        return self._taker(are_offered, reads)

    def _taker(self, check: Callable[[str], object], number: Callable[[str], float]) -> Take:
        """Return who takes what `check` knows, and reads it as `number` does."""
        environment, put = self._environment, self._put
        waiting, add = self._recalculation.waiting, self._recalculation.changed.add
        heap, push, along = waiting.heap, heappush, waiting.along

        def take(node: LiveNode, text: str) -> bool:
            if node.locked or text == node.v or not check(text):
                return False
            environment.present = None
            put((node, node.v, node.fault, node.fault_message))
            node.v = node.admitted = text
            node.fault = _SOUND
            node.fault_message = ""
            add(node.ref)
            if node.rel and text != node.x:
                node.x = text
                node.f = number(text)
                for changed, term in node.terms:
                    changed.add(term)
                for rank in node.after:
                    push(heap, rank)
                if node.aside:
                    along(node, node.aside)
            return True

        return take

    def _word_taker(self, check: Callable[[str], bool]) -> Take:
        """Return who takes words of choices that may change: what is offered is seen then."""
        environment, put = self._environment, self._put
        stored = self._recalculation.stored

        def take(node: LiveNode, text: str) -> bool:
            if node.locked or text == node.v or not (text.isprintable() and check(text)):
                return False
            environment.present = None
            put((node, node.v, node.fault, node.fault_message))
            node.v = text
            node.fault = _SOUND
            node.fault_message = ""
            stored(node)
            return True

        return take


def _is_text(text: str) -> bool:
    return text.isprintable() and not text.isspace()


_WORDS: Mapping[DataType, Callable[[str], bool]] = {
    DataType.SELECT_ONE: is_word,
    DataType.SELECT_MULTIPLE: is_set,
}
"""How an answer is told that needs no reading, whatever is offered."""
_CHANGING: frozenset[str] = frozenset()


def _refuses(_node: LiveNode, _text: str) -> bool:
    """Take no answer."""
    return False
