"""`{% load ui %}`: every component, chart and asset tag."""

from django import template

from .. import languages, maps, numbers
from ..charts import tags as charts
from ..components import claims, controls, frame, glyphs, lists, paths

register = template.Library()

for _part in (glyphs, claims, frame, controls, lists, paths, charts, maps, numbers, languages):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
