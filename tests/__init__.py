"""Tests of BINA Desktop; what each folder is for is told in CONTRIBUTING.md."""
