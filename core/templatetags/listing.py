"""The parts of a list page around its table: `{% load listing %}`."""

from typing import Any

from django import template

from core.list_urls import kept

register = template.Library()


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context: template.Context, filterset: Any) -> dict[str, Any]:
    """The form of a FilterSet: applied on change, with a button; the tab and the order stay as they are."""
    query = kept(context["request"].GET)
    own = {field.html_name for field in filterset.form}
    carried = [(name, value) for name, values in query.lists() if name not in own for value in values]
    return {"form": filterset.form, "carried": carried, "chips": filterset, "request": context["request"]}


@register.inclusion_tag("components/exports.html")
def exports(urls: dict[str, str]) -> dict[str, Any]:
    """Take the list away as it stands: `urls` by kind of file."""
    return {"exports": [(kind.upper(), url) for kind, url in urls.items()]}
