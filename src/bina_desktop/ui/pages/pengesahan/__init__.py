"""Tinjauan & Pengesahan: the Laporan on its way through SOP steps 3 to 7."""
