"""The headless face: what a scheduler, a terminal or a test asks of the program."""
