"""Where, when and how concentrated: statistics for safer places. Arrays in, frozen results out."""

__version__ = "0.1.0"
