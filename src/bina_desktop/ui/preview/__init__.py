"""Author's help: a form is tried beside what check-form says of it; nothing is stored."""
