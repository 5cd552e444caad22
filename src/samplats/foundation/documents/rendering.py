"""Typst to PDF/UA-1 and PDF/A-2a in one file, with our own fonts, the same bytes for the same content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from .screening import printable

if TYPE_CHECKING:
    from typst import PDFStandard

PACKAGE = Path(__file__).resolve().parents[2]
FONTS = Path(__file__).resolve().parent / "fonts"
STANDARDS: list[PDFStandard] = ["ua-1", "a-2a"]


class DocumentError(RuntimeError):
    """A template failed or warned; a document with a warning is never handed out."""


def render_pdf(template: str, content: Mapping[str, Any], *, stamped: datetime) -> bytes:
    """Render `<app>/templates/<app>/<name>.typ` (a path from the package) with JSON content.

    The template reads `json(bytes(sys.inputs.content))`. All text is screened for characters that the fonts lack.
    `stamped` becomes the file's creation date, so equal content and stamp give equal bytes.
    """
    stamp = stamped.replace(microsecond=0)  # typst takes whole seconds
    return _compiled(template, content, format="pdf", pdf_standards=STANDARDS, timestamp=stamp)


def render_png(template: str, content: Mapping[str, Any], *, dots_per_inch: float = 220) -> bytes:
    """Render a template of one page as a picture, for documents that are no PDF."""
    return _compiled(template, content, format="png", ppi=dots_per_inch)


def _compiled(template: str, content: Mapping[str, Any], **how: Any) -> bytes:
    try:
        made, warnings = typst.compile_with_warnings(
            PACKAGE / template,
            root=PACKAGE,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"content": json.dumps(printable(content), ensure_ascii=False, sort_keys=True)},
            **how,
        )
    except typst.TypstError as error:
        raise DocumentError(f"{template}: {error.message} {error.diagnostic}") from error
    if warnings:
        raise DocumentError(f"{template}: " + "; ".join(warning.message for warning in warnings))
    if not isinstance(made, bytes):
        raise DocumentError(f"{template}: no single file came out")
    return made
