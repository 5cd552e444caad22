"""What one presses and fills in."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..toasts import waiting
from .glyphs import icon as icon_markup

register = template.Library()

NOTICE_ICONS = {"": "info", "good": "done", "warn": "warning", "bad": "alert"}


@register.inclusion_tag("ui/components/button.html")
def button(
    text: str,
    href: str = "",
    *,
    kind: str = "",
    icon: str = "",
    after: str = "",
    big: bool = False,
    **attributes: Any,
) -> dict[str, Any]:
    """A button, or a link that looks like one; further keywords become attributes (`hx_post` as `hx-post`)."""
    css = " ".join(["btn", *(f"btn--{one}" for one in kind.split()), *(["btn--big"] if big else [])])
    attributes.setdefault("type", "submit")
    if href:
        attributes = {"href": href} | {key: value for key, value in attributes.items() if key != "type"}
    named = {key.replace("_", "-"): value for key, value in attributes.items() if value not in (None, False)}
    return {
        "text": text,
        "element": "a" if href else "button",
        "css": css,
        "icon": icon,
        "after": after,
        "named": named,
    }


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "input"


def _attributes(field: BoundField, kind: str, hint: str) -> dict[str, str | bool]:
    told = [f"{field.id_for_label}_hint"] if hint else []
    told += [f"{field.id_for_label}_error"] if field.errors else []
    attributes: dict[str, str | bool] = {"class": "input"} if kind == "input" else {}
    if told:
        attributes["aria-describedby"] = " ".join(told)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return attributes


@register.inclusion_tag("ui/components/field.html")
def field(
    bound: BoundField,
    *,
    hint: str = "",
    suffix: str = "",
    saved: str = "",
    optional: bool | None = None,
    mend: str = "",
) -> dict[str, Any]:
    """One form field with label, help and error beside it; `mend` is the label of an offered repair."""
    kind = _kind(bound.field.widget)
    hint = hint or str(bound.help_text or "")
    return {
        "field": bound,
        "kind": kind,
        "hint": hint,
        "suffix": suffix,
        "saved": saved,
        "mend": mend,
        "optional": not bound.field.required if optional is None else optional,
        "control": bound.as_widget(attrs=_attributes(bound, kind, hint)) if kind != "choices" else "",
        "accept": bound.field.widget.attrs.get("accept", ""),
        "multiple": bool(getattr(bound.field.widget, "allow_multiple_selected", False)),
    }


@register.inclusion_tag("ui/components/form_errors.html")
def form_errors(*together: forms.BaseForm) -> dict[str, Any]:
    """The sum of what must be mended in the forms of a page, with links to the fields; nothing when all is well."""
    bound = [form for form in together if form.is_bound]
    return {
        "of_all": [error for form in bound for error in form.non_field_errors()],
        "wrong": [field for form in bound for field in form if field.errors],
    }


@register.simple_block_tag
def fieldset(content: str, legend: str, hint: str = "") -> SafeString:
    """Fields that belong together under one legend."""
    told = format_html('<p class="hint">{}</p>', hint) if hint else ""
    return format_html('<fieldset class="group"><legend>{}</legend>{}{}</fieldset>', legend, told, content)


@register.simple_block_tag
def notice(content: str, tone: str = "", title: str = "") -> SafeString:
    """A message nearest to what it is about: "" (news), good, warn or bad."""
    return format_html(
        '<div class="notice{}">{}<div>{}{}</div></div>',
        f" notice--{tone}" if tone else "",
        icon_markup(NOTICE_ICONS[tone]),
        format_html('<p class="title">{}</p>', title) if title else "",
        content,
    )


@register.simple_block_tag
def dialog(content: str, key: str, title: str) -> SafeString:
    """A question that stands in the way; opened by `<button command="show-modal" commandfor="key">`."""
    return format_html(
        '<dialog class="dlg" id="{0}" aria-labelledby="{0}-title"><h2 id="{0}-title">{1}</h2>{2}</dialog>',
        key,
        title,
        content,
    )


@register.inclusion_tag("ui/components/toasts.html", takes_context=True)
def toasts(context: Context, *, swapped: bool = False) -> dict[str, Any]:
    """The corner where receipts appear; `swapped` sends it along with a fragment."""
    request = context.get("request")
    shown = waiting(request) if request is not None and hasattr(request, "_messages") else []
    return {"toasts": shown, "swapped": swapped, "csrf_token": context.get("csrf_token")}
