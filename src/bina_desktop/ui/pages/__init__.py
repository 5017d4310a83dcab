"""One tab a file; no page imports a page."""
