"""Prepare, write, read and close the weekly sheets."""
