"""The frame of every chart: a sentence, the drawing, the numbers, the ways to take them along."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ..components.lists import Table


@dataclass(frozen=True)
class Figure:
    """A chart ready for the page; `{{ figure }}` writes it out.

    `title` is a sentence that says what the chart shows, `subtitle` holds units and period. `numbers` is the
    accessible table behind "Visa siffrorna"; a drawing that already is a table has none.
    """

    title: str
    drawing: SafeString
    subtitle: str = ""
    numbers: Table | None = None
    csv_url: str = ""
    picture_url: str = ""
    note: str = ""

    def __html__(self) -> SafeString:
        return render_to_string("ui/charts/figure.html", {"figure": self})

    def __str__(self) -> str:
        return self.__html__()


def drawn(name: str, context: dict[str, object]) -> SafeString:
    """A chart template rendered."""
    return render_to_string(f"ui/charts/{name}.html", context)


def marks(pairs: list[tuple[float, str]]) -> list[dict[str, object]]:
    """Axis marks with their place and whether they stand first or last."""
    last = len(pairs) - 1
    return [
        {"at": at, "text": text, "end": "first" if i == 0 and at <= 4 else "last" if i == last and at >= 96 else ""}
        for i, (at, text) in enumerate(pairs)
    ]


def path(points: list[tuple[float, float]]) -> SafeString:
    """An SVG path through the points, y counted upwards in per cent."""
    steps = (f"{'L' if i else 'M'}{x:g} {round(100 - y, 2):g}" for i, (x, y) in enumerate(points))
    return mark_safe("".join(steps))  # noqa: S308 - numbers only
