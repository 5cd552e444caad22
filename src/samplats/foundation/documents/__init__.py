"""Documents: content in, an accessible archival PDF or a Word document out; apps keep their own templates."""

from .rendering import DocumentError, render_pdf, render_png
from .screening import printable, unprintable

__all__ = ["DocumentError", "printable", "render_pdf", "render_png", "unprintable"]
