"""The journal held against its own rules: machines of random laptops on real databases."""
