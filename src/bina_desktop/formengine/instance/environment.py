"""What one session gives all its expressions: nodes, lists, the clock, chance, its texts."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from time import localtime, time
from typing import TypeVar, cast

from bina_desktop.formengine.definition.model import NodeDefinition, Part, Text
from bina_desktop.formengine.instance.node import LiveNode
from bina_desktop.formengine.instance.tree import Tree
from bina_desktop.formengine.presentation import NO_MEDIA, Media
from bina_desktop.formengine.xpath.calendar import Calendar
from bina_desktop.formengine.xpath.host import Compiled, HostNode
from bina_desktop.formengine.xpath.items import ItemTable

T = TypeVar("T")
Clock = Callable[[], datetime]
"""Returns the present, local and aware."""
Evaluate = Callable[[LiveNode], T]


def system_clock() -> datetime:
    """Return the present in the zone of this computer."""
    # Asked after many an answer; the C library would look at the zone's file each time.
    return datetime.now(tz=_zone(int(time()) // _SPAN))


_SPAN = 15 * 60
"""Seconds; clocks are put forward or back at a quarter of an hour if at all."""


@lru_cache(maxsize=1)
def _zone(span: int) -> timezone:
    """Return the zone of this computer in a quarter of an hour since 1970."""
    return timezone(timedelta(seconds=localtime(span * _SPAN).tm_gmtoff))


@lru_cache(maxsize=1)
def _date(span: int) -> date:
    """Return the date of this computer in a quarter of an hour since 1970."""
    return datetime.fromtimestamp(span * _SPAN, tz=_zone(span)).date()


class SessionEnvironment:
    """Implements `xpath.host.Environment` for one tree of live nodes."""

    choice_label: Callable[[LiveNode, str], str]
    """Set by `Selects`: the label of a value among the choices of a live select."""

    def __init__(self, tree: Tree, *, clock: Clock, chance: random.Random, language: str) -> None:
        """Keep the sources; `singletons` is complete as soon as the tree has grown."""
        self.singletons = cast("Sequence[HostNode | None]", tree.singletons)
        self.tables: Sequence[ItemTable] = tree.form.tables
        self.language = language
        self._tree = tree
        self._clock = clock
        self._chance = chance
        self.present: datetime | None = None
        """Stands still until it is set to None."""
        self._bound: dict[int, Evaluate[str]] = {}
        self.watched: list[tuple[set[int], int]] = []
        """The terms of all long sums that are told of changes (`xpath.running`)."""
        self.timezone: tzinfo = clock().tzinfo or UTC
        self.calendar = Calendar(self.timezone)
        self.version = tree.form.info.version

    def new_moment(self) -> None:
        """Let the clock move: until the next call `now` stands still."""
        self.present = None

    def today(self) -> date:
        """Return the local date of the present moment."""
        if self.present is None and self._clock is system_clock:
            return _date(int(time()) // _SPAN)  # half of all dates are asked `<= today()`
        return self.now().date()

    def now(self) -> datetime:
        """Return the present moment, the same until `new_moment`."""
        if self.present is None:
            self.present = self._clock()
        return self.present

    def random(self) -> float:
        """Return a number in [0, 1)."""
        return self._chance.random()

    def uuid(self) -> str:
        """Return a random UUID, version 4."""
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))

    def watch(self, node: HostNode, changed: set[int], number: int) -> bool:
        """Add `number` to `changed` whenever a node reads otherwise."""
        live = cast("LiveNode", node)
        live.terms = (*live.terms, (changed, number))
        self.watched.append((changed, number))
        return True

    def choice_name(self, def_id: int, value: str, node: HostNode) -> str:
        """Return the label of `value` in the select nearest to `node`."""
        select = self._nearest(self._tree.form.nodes[def_id], cast("LiveNode", node))
        return self.choice_label(select, value) if select is not None else ""

    def itext(self, text_id: str) -> str:
        """Return a translated text; '' when there is none."""
        text = self._tree.form.texts.get(text_id)
        return self.render(text, self._tree.root) if text is not None else ""

    def medium(self, media: Mapping[str, Media]) -> Media:
        """Return what stands beside a text in the session's language, else in the default one."""
        default = self._tree.form.info.default_language
        return (
            media.get(self.language) or media.get(default) or next(iter(media.values()), NO_MEDIA)
        )

    def choice_media(self, text_id: str) -> Media:
        """Return what stands beside the text of a choice."""
        media = self._tree.form.media.get(text_id)
        return self.medium(media) if media is not None else NO_MEDIA

    def bind(self, compiled: Compiled[T]) -> Evaluate[T]:
        """Return the evaluator of an expression in this session."""
        return cast("Evaluate[T]", compiled.bind(self))

    def render(self, text: Text | None, node: LiveNode) -> str:
        """Return a text in the session's language, its outputs seen from `node`."""
        if text is None:
            return ""
        return "".join(
            [
                part if isinstance(part, str) else self._output(part, node)
                for part in text.parts(self.language)
            ]
        )

    def _output(self, part: Part, node: LiveNode) -> str:
        assert not isinstance(part, str), "only outputs are evaluated"
        evaluate = self._bound.get(id(part))
        if evaluate is None:
            evaluate = self._bound[id(part)] = self.bind(part)
        return evaluate(node)

    def _nearest(self, wanted: NodeDefinition, node: LiveNode) -> LiveNode | None:
        """Climb until `wanted` lies below, then go down through first instances."""
        nodes = self._tree.form.nodes
        way: list[NodeDefinition] = [wanted]
        while way[-1].parent >= 0:
            way.append(nodes[way[-1].parent])
        places = {definition.id: at for at, definition in enumerate(way)}
        while node.d.id not in places and node.parent is not None:
            node = node.parent
        at: LiveNode = node
        for definition in reversed(way[: places[node.d.id]]):
            child = at.children[definition.slot]
            if isinstance(child, list):
                if not child:
                    return None
                child = child[0]
            at = child
        return at
