"""SQLAlchemy, Alembic and SQLCipher, and only here."""
