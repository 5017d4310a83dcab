"""XPath 1.0 with ODK's extensions: text to typed, generated Python; knows no form."""
