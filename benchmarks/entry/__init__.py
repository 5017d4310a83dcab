"""Form entry in the window, beside a plain form of the same fields."""
