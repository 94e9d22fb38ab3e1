from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.http import urlencode

from core import paging, principals, search
from core.searching import colleagues
from core.searching.grammar import LONGEST


@login_required
def find(request):
    """One field: documents, people and offices that hold what was typed, and that this person may see."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    after = request.GET.get(paging.OLDER, "")
    context = {"query": query, "after": after, "groups": _groups(request, query, after)}
    if not after:
        context |= {"people": colleagues.people(query, request.user), "units": colleagues.units(query, request.user)}
    context["nothing"] = not any(context.get(name) for name in ("groups", "people", "units"))
    return render(request, "core/search.html#found" if request.htmx else "core/search.html", context)


def _groups(request, query, after):
    """What each registered source found, with the address of what follows; on later pages of one source, only it."""
    held, groups = principals.of_request(request), []
    for source in search.sources():
        if after and source.kind != request.GET.get("loai"):
            continue
        found = search.find(source.kind, query, request.user, after=after, held=held)
        more = "?" + urlencode({"q": query, "loai": source.kind, paging.OLDER: found.after}) if found.after else ""
        if found.hits:
            groups.append({"label": source.label, "row": source.row, "hits": found.hits, "more": more})
    return groups
