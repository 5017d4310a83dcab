"""Tim & Penugasan: order, SK Tim, SPT (SOP steps 1 to 3)."""
