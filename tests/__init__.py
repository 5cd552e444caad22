"""Only what crosses apps."""
