"""Django's PostgreSQL, which also tells the database which tenant is open."""
