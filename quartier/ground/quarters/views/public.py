"""„Wohne ich im Quartier?": asked by anybody, kept by nobody."""

from django.shortcuts import render

from quartier.ground.acts.marks import public
from quartier.ground.quarters import addresses, forms, queries
from quartier.ground.quarters import surfaces as places


@public
def here(request, place):
    """The question and its answer on one page. The answer is never a redirect: no address comes into a path, a log or a database."""
    form = forms.AddressForm(request.POST or None)
    context = {"form": form, "city": queries.chain(place)[-1]}
    if form.is_valid():
        context |= _answer(form, place)
    response = render(request, "quarters/public/here.html", context)
    if request.method == "POST":
        response["Cache-Control"] = "private, no-cache"  # not no-store: the back button must find the page again
    return response


def _answer(form, place) -> dict:
    if form.point:
        found = queries.quarter_at(*form.point)
        return {"by_point": True, "kind": "inside" if found else "nowhere", **_shown([found] if found else [], place)}
    answer = addresses.find(form.cleaned_data["parsed"])
    shown = _shown(answer.quarters or answer.others, place)
    return {"kind": answer.kind, "answer": answer, **shown}


def _shown(quarters, place) -> dict:
    """The quarters with their doors; `is_here` if the question was asked at one of them."""
    return {
        "found": [(one, places.doors(one)) for one in quarters[:3]],
        "is_here": place.is_quarter and place.pk in {one.pk for one in quarters},
    }
