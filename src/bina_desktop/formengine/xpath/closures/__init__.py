"""The second backend: the whole of XPath 1.0 as nested Python closures, over any kind of node."""
