"""Check a workbook before it is converted: every mistake at once, each with its cell."""
