"""Samplats: safer places, together and by evidence."""
