"""Django's SQLite, which remembers how its orders are written."""
