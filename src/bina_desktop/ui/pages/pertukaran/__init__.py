"""Pertukaran: files out and in, differences, batches."""
