"""Documents: ours beside typst, WeasyPrint and LibreOffice, and what a signature costs."""
