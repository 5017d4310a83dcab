"""What a face sees of a live node (`client.Node`): current whenever it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bina_desktop.formengine.client import (
    Choice,
    DataType,
    NodeKind,
    Problem,
    Ref,
    SoftWarning,
    Violation,
    ViolationKind,
)
from bina_desktop.formengine.definition.model import Text
from bina_desktop.formengine.instance.environment import SessionEnvironment
from bina_desktop.formengine.instance.node import Fault, LiveNode, Place
from bina_desktop.formengine.instance.selects import Selects
from bina_desktop.formengine.instance.tree import face_children, value_of
from bina_desktop.formengine.presentation import Media, Presentation

REQUIRED_MESSAGE = "Pertanyaan ini wajib dijawab."
CONSTRAINT_MESSAGE = "Jawaban tidak memenuhi syarat pertanyaan ini."
WARNING_MESSAGE = "Jawaban ini tidak lazim; jelaskan mengapa demikian."
_UNSEEN = frozenset({NodeKind.ROOT, NodeKind.GROUP, NodeKind.HIDDEN})
CHOICE_MESSAGE = "Pilihan ini tidak tersedia lagi; pilih ulang."


class Views:
    """Makes the one view of each live node, on demand."""

    def __init__(self, environment: SessionEnvironment, selects: Selects) -> None:
        """Serve one session."""
        self.environment = environment
        self.selects = selects
        self._views: dict[LiveNode, NodeView] = {}

    def of(self, node: LiveNode) -> NodeView:
        """Return the view of a live node, always the same object."""
        view = self._views.get(node)
        if view is None:
            view = self._views[node] = NodeView(node, self)
        return view


class NodeView:
    """Implements `client.Node`."""

    __slots__ = ("_node", "_views")

    def __init__(self, node: LiveNode, views: Views) -> None:
        """Show `node`."""
        self._node = node
        self._views = views

    def __repr__(self) -> str:
        """Tell the ref and the value, for test reports."""
        return f"<{self.kind} {self.ref} {self.value!r}>"

    @property
    def ref(self) -> Ref:
        """Return the path with instance keys."""
        return self._node.ref

    @property
    def name(self) -> str:
        """Return the last step of the path."""
        return self._node.d.name

    @property
    def kind(self) -> NodeKind:
        """Return what the node is to a face."""
        if self._node.home is not None:
            return NodeKind.REPEAT_INSTANCE
        return self._node.d.kind

    @property
    def data_type(self) -> DataType:
        """Return the type of its answers."""
        return self._node.d.data_type

    @property
    def value(self) -> str:
        """Return canonical text, or text as typed that does not parse."""
        return value_of(self._node)

    @property
    def relevant(self) -> bool:
        """Return own and all ancestors' relevance."""
        return self._node.rel

    @property
    def drawn(self) -> bool:
        """Tell whether it or anything below it is ever drawn."""
        return is_drawn(self._node)

    @property
    def required(self) -> bool:
        """Tell whether a blank is a violation."""
        return self._node.req

    @property
    def readonly(self) -> bool:
        """Tell whether the node or a group around it refuses answers."""
        return is_readonly(self._node)

    @property
    def answerable(self) -> bool:
        """Tell whether a person can answer it now."""
        return is_answerable(self._node)

    @property
    def violation(self) -> Violation | None:
        """Return the broken rule, None while valid or not relevant."""
        kind = violation_kind(self._node)
        return Violation(kind, self._sentence(kind)) if kind is not None else None

    @property
    def warning(self) -> SoftWarning | None:
        """Return the soft rule that is broken and what the user said about it."""
        node = self._node
        if not is_warned(node):
            return None
        return SoftWarning(self._sentence(ViolationKind.WARNING), node.explanation)

    @property
    def label(self) -> str:
        """Return the label in the session's language."""
        return self._text(self._node.d.label)

    @property
    def hint(self) -> str:
        """Return the hint in the session's language."""
        return self._text(self._node.d.hint)

    @property
    def guidance(self) -> str:
        """Return the longer help in the session's language."""
        return self._text(self._node.d.guidance)

    @property
    def choices(self) -> Sequence[Choice]:
        """Return the choices now offered."""
        return self._views.selects.offered(self._node)

    @property
    def media(self) -> Media:
        """Return what stands beside the label, in the session's language."""
        return self._views.environment.medium(self._node.d.media)

    @property
    def presentation(self) -> Presentation:
        """Return how the node wants to be drawn."""
        return self._node.d.presentation

    @property
    def appearance(self) -> frozenset[str]:
        """Return the appearance words."""
        return self._node.d.appearance

    @property
    def attributes(self) -> Mapping[str, str]:
        """Return the form's own bind attributes by local name."""
        return self._node.d.attributes

    @property
    def parent(self) -> NodeView | None:
        """Return the node above; of an instance its place."""
        node = self._node
        above = node.home if node.home is not None else node.parent
        return self._views.of(above) if above is not None else None

    @property
    def children(self) -> Sequence[NodeView]:
        """Return the nodes below in form order."""
        return [self._views.of(child) for child in face_children(self._node)]

    def _text(self, text: Text | None) -> str:
        node = self._node
        if isinstance(node, Place):
            if text is None or not text.outputs:
                return self._views.environment.render(text, node)
            # Outputs of a repeat's label are seen from an instance; the place shows the first.
            return (
                self._views.environment.render(text, node.instances[0]) if node.instances else ""
            )
        return self._views.environment.render(text, node)

    def _sentence(self, kind: ViolationKind) -> str:
        definition = self._node.d
        if kind is ViolationKind.TYPE:
            return self._node.fault_message
        if kind is ViolationKind.CHOICE:
            return CHOICE_MESSAGE
        if kind is ViolationKind.REQUIRED:
            return self._text(definition.required_message) or REQUIRED_MESSAGE
        if kind is ViolationKind.WARNING:
            return self._text(definition.warning_message) or WARNING_MESSAGE
        return self._text(definition.constraint_message) or CONSTRAINT_MESSAGE

    def problem(self, kind: ViolationKind) -> Problem:
        """Return the entry of this node for the list of errors."""
        return Problem(self.ref, self.label, self.value, Violation(kind, self._sentence(kind)))


def is_drawn(node: LiveNode) -> bool:
    """Tell whether a node or anything below it is ever drawn; a repeat is, also without rows."""
    if isinstance(node, Place):
        return True
    children = node.children
    if not children:
        return node.d.kind not in _UNSEEN
    return any(isinstance(child, list) or is_drawn(child) for child in children)


def is_readonly(node: LiveNode) -> bool:
    """Tell whether the node or one around it is readonly (it is inherited)."""
    return node.sealed


def is_answerable(node: LiveNode) -> bool:
    """Tell whether the node is a question that is relevant and takes an answer."""
    return node.rel and not node.locked and node.d.asks


def violation_kind(node: LiveNode) -> ViolationKind | None:
    """Return which rule a node breaks; a readonly node is never asked for an answer."""
    if not node.rel or node.d.children:
        return None
    if node.fault is Fault.TYPE:
        return ViolationKind.TYPE
    if node.fault is Fault.CHOICE:
        return ViolationKind.CHOICE
    if node.x:
        return None if node.ok else ViolationKind.CONSTRAINT
    if node.req and node.d.answerable and not is_readonly(node):
        return ViolationKind.REQUIRED
    return None


def is_warned(node: LiveNode) -> bool:
    """Tell whether a node breaks its soft rule; blank and non-relevant nodes break none."""
    return not node.fits and node.rel and node.x != ""


def problem_kind(node: LiveNode) -> ViolationKind | None:
    """Return what stands in the way of finishing: a broken rule or an unexplained warning."""
    kind = violation_kind(node)
    if kind is None and is_warned(node) and not node.explanation:
        return ViolationKind.WARNING
    return kind
