"""What a form says: frozen definition; knows no answers."""
