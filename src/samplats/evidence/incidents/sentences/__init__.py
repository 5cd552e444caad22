"""What the readers found, in words for a person."""

from .files import file_words
from .guesses import guess_words
from .rows import rejection_words

__all__ = ["file_words", "guess_words", "rejection_words"]
