"""Pengaturan: office, people, officers, users and data folder."""
