"""One filled form: nodes, recalculation, validity; knows no pyxform."""
