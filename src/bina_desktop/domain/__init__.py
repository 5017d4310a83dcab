"""The rules of SOP 10.07.03.021; the standard library only."""
