"""The URL of a list is its view: which of its parameters travel to the files of the list and back."""

from django.http import HttpRequest, QueryDict

# What belongs to one page or one answer, not to the view.
_OWN = ("page", "format", "list")


def kept(query: QueryDict) -> QueryDict:
    """The filter and the order of a list, in a copy that may be changed; empty fields are left out."""
    view = query.copy()
    for name in list(view):
        if name in _OWN or not any(view.getlist(name)):
            del view[name]
    return view


def from_list(request: HttpRequest, url: str) -> str:
    """`url` of a file with the view of the list in its query, so that the file knows its neighbours."""
    query = kept(request.GET)
    query["list"] = "1"
    return f"{url}?{query.urlencode()}"
