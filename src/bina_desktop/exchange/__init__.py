"""Files that travel; Excel libraries only here."""
