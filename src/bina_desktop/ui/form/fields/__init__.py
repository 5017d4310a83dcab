"""Fields: one question on the screen, by its type and appearance."""
