"""Deep recursion without the stack: a task yields the tasks it waits for.

Forms hold look-up tables written as 300 nested `if()`; parser and generator are written as
plain recursive descent over generators, and depth costs heap instead of Python frames.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

T = TypeVar("T")
Task = Generator["Task[Any]", Any, T]


def run(root: Task[T]) -> T:
    """Run a task to its end and return its result; an error in any task ends the run."""
    stack: list[Task[Any]] = [root]
    value: Any = None
    while stack:
        try:
            child = stack[-1].send(value)
        except StopIteration as stop:
            stack.pop()
            value = stop.value
        else:
            stack.append(child)
            value = None
    return value
