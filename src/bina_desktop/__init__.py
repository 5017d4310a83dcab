"""BINA Desktop: offline field assessment for SOP 10.07.03.021."""
