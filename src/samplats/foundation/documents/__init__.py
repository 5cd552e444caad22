"""Documents: content in, an accessible archival PDF out; apps keep their own templates."""

from .rendering import DocumentError, render_pdf
from .screening import printable, unprintable

__all__ = ["DocumentError", "printable", "render_pdf", "unprintable"]
