"""XLSForm engine; knows nothing of BINA."""
