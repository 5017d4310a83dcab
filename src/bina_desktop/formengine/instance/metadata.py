"""What a form asks about itself: when, on which machine, by whom it is filled in."""

from __future__ import annotations

from dataclasses import dataclass

from bina_desktop.formengine.instance.environment import SessionEnvironment
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.tree import Tree


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the host knows for the questions of these types; '' stays blank."""

    username: str = ""
    deviceid: str = ""
    instance_id: str = ""
    """`uuid:…`; a fresh one is made where none is given."""
    email: str = ""
    phonenumber: str = ""
    simserial: str = ""
    subscriberid: str = ""


class MetadataNodes:
    """Fills the metadata nodes of one session."""

    def __init__(
        self, tree: Tree, environment: SessionEnvironment, recalculation: Recalculation
    ) -> None:
        """Serve one session."""
        self._tree = tree
        self._environment = environment
        self._recalculation = recalculation

    def open(self, known: Metadata) -> None:
        """Store what is known when the form is opened."""
        self._store(
            {
                "start": moment(self._environment),
                "today": self._environment.today().isoformat(),
                "uid": known.instance_id or self._fresh_id(),
                "username": known.username,
                "deviceid": known.deviceid,
                "email": known.email,
                "phonenumber": known.phonenumber,
                "simserial": known.simserial,
                "subscriberid": known.subscriberid,
            }
        )

    def finalise(self) -> None:
        """Store the time of the end, and an instanceID where the form has none yet."""
        self._store({"end": moment(self._environment)})
        self._store({"instanceID": self._fresh_id()}, only_blank=True)

    def edit(self, deprecated_id: str) -> None:
        """Mark a submission that is edited: its old instanceID is deprecated, a fresh one made.

        An instanceID that the form itself writes down is no business of ours: it stays.
        """
        self._store({"instanceID": self._fresh_id(), "deprecatedID": deprecated_id}, given=False)

    def keep(self, instance_id: str, deprecated_id: str) -> None:
        """Go on with a draft under the instanceID that it has."""
        self._store({"uid": instance_id, "instanceID": instance_id, "deprecatedID": deprecated_id})

    def _store(
        self, values: dict[str, str], *, only_blank: bool = False, given: bool = True
    ) -> None:
        """Store values by preload; `given=False` passes over nodes with a start value."""
        tree = self._tree
        wanted = [one for one in tree.form.nodes if one.preload and one.preload in values]
        for node in (node for one in wanted for node in tree.nodes_of(one.id, tree.root)):
            kept = (only_blank and node.v) or (node.default and not given)
            if not kept:
                node.v = values[node.d.preload]
                self._recalculation.stored(node)

    def _fresh_id(self) -> str:
        return f"uuid:{self._environment.uuid()}"


def moment(environment: SessionEnvironment) -> str:
    """Return the present as a dateTime of the ODK XForms specification."""
    return environment.now().isoformat(timespec="milliseconds")
