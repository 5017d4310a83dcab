"""The door of XPath: one function per kind of result.

Each takes the text of an expression and the `Scope` of the node it stands on, and raises
`XPathError` (see errors.py) for a mistake of the author.
"""

from __future__ import annotations
