"""The backend's own database: the same on SQLite and PostgreSQL."""
