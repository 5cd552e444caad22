"""Kinds of evidence: each hands arrays to the analyses and knows no other kind."""
