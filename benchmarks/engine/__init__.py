"""The form engine beside its peers: same forms, same answers, same final values."""
