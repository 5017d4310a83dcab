"""What stands around a question: note, review thread, history."""
