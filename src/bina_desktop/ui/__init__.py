"""PySide6, and only here."""
