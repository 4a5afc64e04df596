"""Filters for dates and numbers; what they do is in `silta.web.writing`."""

from __future__ import annotations

from django import template

from silta.web import writing

register = template.Library()

for _filter in (
    writing.day,
    writing.short_day,
    writing.month,
    writing.month_name,
    writing.period,
    writing.moment,
    writing.number,
    writing.decimal,
    writing.size,
):
    register.filter(_filter)
