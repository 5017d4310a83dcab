"""ReportLab and pyHanko, and only here."""
