"""A person's own pages: cases, bodies, what is stored about her."""

from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from quartier.ground.access import queries as access
from quartier.ground.acts import clock, refusal
from quartier.ground.acts.marks import public, signed_in
from quartier.surfaces.desk import actions, forms, waiting
from quartier.surfaces.desk import mine as own


@signed_in
@never_cache
def mine(request, place):
    """My cases, ideas and bodies; on top what waits for me. What waits in an office stands there."""
    person = request.user
    context = {
        "rows": waiting.rows(waiting.own(person)),
        "has_office": access.is_staff(person),
        "cases": own.cases(person),
        "ideas": own.ideas(person),
        "bodies": own.bodies(person),
        "today": clock.today(),
    }
    return render(request, "desk/public/mine.html", context)


@signed_in
@never_cache
def my_data(request, place):
    """What is stored about me, app by app."""
    return render(request, "desk/public/my_data.html", {"groups": own.stored(request.user), "why_not": own.why_not_erase(request.user)})


@signed_in
@never_cache
def export(request, place):
    """The same as a file to take along."""
    answer = JsonResponse(own.export(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    return answer


@signed_in
@never_cache
def erase(request, place):
    """Erase me, after one more look at what goes and what stays."""
    form = forms.EraseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.erase_person(request.user, by=request.user)
        except refusal.Refused as refused:
            refused.onto(form)
        else:
            logout(request)
            return redirect("desk.erased")
    return render(request, "desk/public/erase.html", {"form": form, "why_not": own.why_not_erase(request.user)})


@public
def erased(request, place):
    """Goodbye."""
    return render(request, "desk/public/erased.html")
