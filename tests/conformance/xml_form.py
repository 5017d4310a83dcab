"""A case's XML document as a form: definitions, live nodes and a session around them."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from lxml import etree

from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.document import step_name
from bina_desktop.formengine.definition.scope import DraftScope
from bina_desktop.formengine.definition.skeleton import Draft, Skeleton
from bina_desktop.formengine.definition.tables import Tables
from bina_desktop.formengine.xpath.calendar import Calendar
from bina_desktop.formengine.xpath.host import HostNode
from bina_desktop.formengine.xpath.items import ItemTable
from bina_desktop.formengine.xpath.values import to_number, written_stamp

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECONDS_OF_DAY = 86_400_000


class PeerCalendar(Calendar):
    """Days as ODK Web Forms counts them: every date is a moment, in days of UTC.

    The recorded numbers of dates are in this unit; in ours they are whole local days
    (`Calendar`). A moment that is midnight in the zone is written as a date.
    """

    def number(self, text: str) -> float:
        stamp = written_stamp(text)
        return to_number(text) if stamp is None else self.days(stamp)

    def days(self, stamp: datetime) -> float:
        aware = stamp if stamp.tzinfo is not None else stamp.replace(tzinfo=self.zone)
        return (aware - EPOCH) / timedelta(milliseconds=1) / MILLISECONDS_OF_DAY

    def day(self, day: date) -> float:
        return self.days(datetime.combine(day, time()))

    def date(self, days: float) -> float:
        return days

    def moment(self, days: float) -> datetime | None:
        try:
            stamp = EPOCH + timedelta(milliseconds=round(days * MILLISECONDS_OF_DAY))
        except (ValueError, OverflowError):
            return None
        return stamp.astimezone(self.zone).replace(tzinfo=None)

    def date_text(self, days: float) -> str:
        return self.datetime_text(days)

    def datetime_text(self, days: float) -> str:
        stamp = self.moment(days)
        if stamp is not None and stamp.time() == time():
            return stamp.date().isoformat()
        return super().datetime_text(days)


class Session:
    """The environment of one case."""

    def __init__(self, calendar: Calendar, now: datetime, texts: Mapping[str, str]) -> None:
        self.calendar = calendar
        self.language = "en"
        self.version = ""
        self.singletons: Sequence[HostNode | None] = ()
        self.tables: Sequence[ItemTable] = ()
        self._now = now.astimezone(calendar.zone)
        self._texts = texts
        self._chance = random.Random(1)

    def today(self) -> date:
        return self._now.date()

    def now(self) -> datetime:
        return self._now

    def random(self) -> float:
        return self._chance.random()

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))

    def watch(self, node: object, changed: set[int], number: int) -> bool:
        return False

    def choice_name(self, def_id: int, value: str, node: HostNode) -> str:
        return ""

    def itext(self, text_id: str) -> str:
        return self._texts.get(text_id, "")


class Live:
    """A live node over an element."""

    def __init__(self, text: str, parent: Live | None, position: int, session: Session) -> None:
        self.v = self.x = text
        self.f = session.calendar.number(text)
        self.rel = True
        self.parent = parent
        self.pos = position
        self.children: list[Any] = []


class XmlForm:
    """An element and what is below as a form; elements beside others of their name are repeats."""

    def __init__(self, root: Any, session: Session) -> None:
        self._session = session
        self._skeleton = Skeleton(root, frozenset(_repeats(root)), Report("", {}))
        self._live: dict[Any, Live] = {}
        self._singletons: list[Any] = [None] * len(self._skeleton.drafts)
        self._drafts: dict[Any, Draft] = {}
        self._grow(root, self._skeleton.root, None, 1)
        session.singletons = self._singletons

    def scope(self, element: Any) -> DraftScope:
        """Return the scope of an expression that stands on an element."""
        return DraftScope(self._skeleton, Tables(), self._drafts[element])

    def node(self, element: Any) -> Live | None:
        """Return the live node of an element; None for one outside the form."""
        return self._live.get(element)

    def _grow(self, element: Any, draft: Draft, parent: Live | None, position: int) -> Live:
        text = "" if next(_elements(element), None) is not None else _content(element)
        live = self._live[element] = Live(text, parent, position, self._session)
        self._drafts[element] = draft
        if not draft.in_repeat:
            self._singletons[draft.id] = live
        for child in draft.children:
            found = [one for one in _elements(element) if step_name(one) == child.name]
            grown = [self._grow(one, child, live, at) for at, one in enumerate(found, 1)]
            if child.repeat:
                live.children.append(grown)
            else:
                # A sibling of the same name may lack what this one has.
                live.children.append(grown[0] if grown else self._blank(child, live))
        return live

    def _blank(self, draft: Draft, parent: Live) -> Live:
        live = Live("", parent, 1, self._session)
        live.rel = False
        live.children = [
            [] if child.repeat else self._blank(child, live) for child in draft.children
        ]
        return live


def _elements(element: Any) -> Iterator[Any]:
    return (child for child in element if isinstance(child.tag, str))


def _content(element: Any) -> str:
    return (element.text or "") + "".join(part.tail or "" for part in element)


def _repeats(root: Any) -> Iterator[str]:
    waiting = [(root, f"/{step_name(root)}")]
    while waiting:
        element, path = waiting.pop()
        names = Counter(step_name(child) for child in _elements(element))
        yield from (f"{path}/{name}" for name, count in names.items() if count > 1)
        waiting.extend((child, f"{path}/{step_name(child)}") for child in _elements(element))


def parsed(text: str) -> Any:
    """Return the root element of a document; no DTD, no entities, no network."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    return etree.fromstring(text.strip().encode(), parser)


def texts_of(root: Any) -> dict[str, str]:
    """Return the texts of an XForm in its first language."""
    found: dict[str, str] = {}
    for text in root.iter("{*}text"):
        value = next(text.iter("{*}value"), None)
        if value is not None:
            found.setdefault(text.get("id", ""), "".join(value.itertext()))
    return found
