"""Exempelköping: an invented municipality with streets, people and three years of incidents.

Pure generation, no Django and no database: the same seed gives the same town, incidents and files on every machine.
Loading it into a running site is done elsewhere, through the same readers and actions that everybody else uses.
Nothing is copied from a real place or a real person.
"""
