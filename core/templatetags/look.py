"""Components without domain: `{% load look %}`. The page of components shows each one (`core:components`)."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import icons

register = template.Library()
Text = str | Promise
TONES = ("neutral", "good", "warn", "bad", "info", "accent")
_NOTICE_ICONS = {
    "good": "check-circle",
    "warn": "exclamation-triangle",
    "bad": "exclamation-octagon",
    "info": "info-circle",
}


class Badge(NamedTuple):
    """A state in words with its tone; anything with `label` and `tone` does as well."""

    label: Text
    tone: str = "neutral"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Bootstrap icon by name, drawn into the page; always decorative, so put words beside it."""
    return icons.icon(name)


@register.simple_tag
def badge(state: Any, tone: str = "") -> SafeString:
    """The one badge: a label, a (label, tone) pair, or an object with `label` and perhaps `tone`; "" for None.

    Raises ValueError for a tone outside `TONES`.
    """
    if state is None or state == "":
        return SafeString("")
    if isinstance(state, tuple):
        label, own_tone = state
    else:
        label, own_tone = getattr(state, "label", state), getattr(state, "tone", "neutral")
    chosen = tone or own_tone
    if chosen not in TONES:
        raise ValueError(f"badge: unknown tone {chosen!r}, choose one of {', '.join(TONES)}")
    return format_html('<span class="tone tone-{}">{}</span>', chosen, label)


@register.inclusion_tag("components/stat.html")
def stat(
    label: Text, value: Any, hint: Text = "", *, url: str = "", tone: str = "neutral", why: Any = None
) -> dict[str, Any]:
    """A figure with its name; `url` leads to the rows, `why` is a `Why` or a dict with its fields."""
    return {"label": label, "value": value, "hint": hint, "url": url, "tone": tone, "why": why}


class Why(NamedTuple):
    """What stands behind a number: formula in words, day it is true for, where its rows are, what it leaves out."""

    formula: Text
    as_of: Text = ""
    rows_url: str = ""
    rows_label: Text = ""
    exclusions: Text = ""
    source: Text = ""


@register.inclusion_tag("components/why_this_number.html")
def why_this_number(why: Any, start: bool = False) -> dict[str, Any]:
    """ "Why this number?": a popover without scripts. `start` opens it to the right instead of to the left."""
    return {"why": why, "start": start}


@register.inclusion_tag("components/progress.html")
def progress(label: Text, percent: int, step: Text = "") -> dict[str, Any]:
    """How far a job is, 0 to 100, with its step in words; outside values are brought inside."""
    return {"label": label, "percent": min(max(int(percent), 0), 100), "step": step}


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: Text, text: Text = "", action_label: Text = "", action_url: str = "", icon: str = "inbox"
) -> dict[str, Any]:
    """Nothing here, and what to do next."""
    return {
        "title": title,
        "text": text,
        "action_label": action_label,
        "action_url": action_url,
        "icon": icon,
    }


@register.inclusion_tag("components/notice.html")
def notice(text: Text, tone: str = "info", url: str = "", link: Text = "") -> dict[str, Any]:
    """A sentence that matters on this page, with an optional link; tones good, warn, bad, info."""
    return {"text": text, "tone": tone, "icon": _NOTICE_ICONS[tone], "url": url, "link": link}


@register.inclusion_tag("components/messages.html")
def flash(messages: Iterable[Any]) -> dict[str, Any]:
    """Django's messages as notices, announced to screen readers."""
    tones = {"success": "good", "warning": "warn", "error": "bad"}
    return {"notices": [(message, tones.get(message.level_tag, "info")) for message in messages or ()]}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[tuple[Text, Any]]) -> dict[str, Any]:
    """A definition list of (label, value); None and "" are shown as "not known", never left out."""
    return {"pairs": [(label, value, value is None or value == "") for label, value in pairs]}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first: entries with `title`, `who`, `at` (an instant or a day), perhaps `text`, `url`."""
    return {"entries": entries}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*crumbs: Text) -> dict[str, Any]:
    """The way here: `{% breadcrumb label url label url %}`."""
    if len(crumbs) % 2:
        raise template.TemplateSyntaxError("breadcrumb: give label and url in turn")
    return {"crumbs": list(zip(crumbs[::2], crumbs[1::2], strict=True))}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Any], label: Text) -> dict[str, Any]:
    """Tabs as links: items with `label`, `url`, `active` and perhaps `count` and `hint` (shown for the active one)."""
    items = list(items)
    hint = next((_of(item, "hint") for item in items if _of(item, "active")), "")
    return {"items": items, "label": label, "hint": hint}


@register.inclusion_tag("components/downloads.html")
def downloads(files: Iterable[Any]) -> dict[str, Any]:
    """Files to take away: items with `url`, `label`, `format`, `size` in bytes and `sha256`."""
    return {"files": files}


@register.simple_block_tag(takes_context=True)
def panel(
    context: template.Context,
    content: str,
    *,
    title: Text = "",
    anchor: str = "",
    action_label: Text = "",
    action_url: str = "",
) -> SafeString:
    """`{% panel title="..." anchor="..." %} ... {% endpanel %}`: a section with a head and perhaps one quiet action."""
    shown = {
        "content": content,
        "title": title,
        "anchor": anchor,
        "action_label": action_label,
        "action_url": action_url,
    }
    return SafeString(render_to_string("components/panel.html", shown))


@register.simple_block_tag(takes_context=True)
def identity(
    context: template.Context, content: str, title: Text, state: Any = None, walk: Any = None
) -> SafeString:
    """The bar that stays in sight on a file: name, badge, facts inside the block.

    `walk` is a dict or object with `back_url`, `position`, `total`, `previous_url`, `next_url`: the list it came from.
    """
    shown = {"content": content, "title": title, "state": state, "walk": walk}
    return SafeString(render_to_string("components/identity.html", shown))


def _of(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)
