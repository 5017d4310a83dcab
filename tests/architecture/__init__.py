"""Rules of the house that no library checks for us."""
