"""Who works here: give a role, end a role. Once for a quarter, once for several places at a time."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quartier.ground.access import actions, forms, may, may_somewhere, queries, roles
from quartier.ground.accounts import urls_for
from quartier.ground.acts import clock, refusal
from quartier.ground.ui import german


@may("access.people")
def people(request, place):
    """Everybody who holds a role for this quarter, also from above, and who did."""
    rows = queries.memberships_in(queries.above(place.pk, request.user))
    past = queries.past_memberships_in([place.pk])
    return _people_page(request, rows, past, give=reverse("access.give", args=[place.slug]), places=[])


@may_somewhere("access.people")
def people_all(request, place):
    """Everybody who holds a role at the places for which the person is responsible; one place by choice."""
    places = queries.places_for(request.user, "access.people")
    chosen = next((one for one in places if one.slug == request.GET.get("ort")), None)
    ids = queries.above(chosen.pk) if chosen else [one.pk for one in places]
    past = queries.past_memberships_in([chosen.pk] if chosen else ids)
    way = reverse("access.give_all") + (f"?ort={chosen.slug}" if chosen else "")
    return _people_page(request, queries.memberships_in(ids), past, give=way, places=places, chosen=chosen)


def _people_page(request, rows, past, *, give, places, chosen=None):
    can_give = queries.places_where(request.user, "access.give_role")
    rows = [_row(request, row) for row in rows]
    context = {
        "rows": rows,
        "past": past[:100],
        "give": give if can_give else "",
        "places": places,
        "chosen": chosen,
        "today": clock.today(),
    }
    return render(request, "access/desk/people.html", context)


def _row(request, membership) -> dict:
    """What a line shows; whether the role may be ended costs no query per line."""
    mine = membership.person_id == request.user.pk
    gives = queries.gives(request.user, membership.place_id) if queries.held(request.user) else ()
    slug = request.place.slug if request.place.is_quarter else ""
    end = reverse("access.end", args=[slug, membership.pk]) if slug else reverse("access.end_all", args=[membership.pk])
    here = not slug or membership.place_id == request.place.pk
    return {"is": membership, "label": roles.label(membership.role), "end": end if here and (mine or membership.role in gives) else ""}


@may("access.give_role")
def give(request, place):
    """Give a role in this quarter."""
    gives = queries.gives(request.user, place)
    form = forms.GiveRoleForm(request.POST or None, gives=_fitting(gives, [place]))
    return _give_page(request, form, lambda: place, back=reverse("access.people", args=[place.slug]))


@may_somewhere("access.give_role")
def give_all(request, place):
    """Give a role at one of the places for which the person is responsible."""
    places = queries.places_for(request.user, "access.give_role")
    gives = frozenset().union(*(queries.gives(request.user, one) for one in places))
    initial = {"place": request.GET.get("ort", "")}
    form = forms.GiveRoleForm(request.POST or None, gives=_fitting(gives, places), places=places, initial=initial)
    by_slug = {one.slug: one for one in places}
    return _give_page(request, form, lambda: by_slug[form.cleaned_data["place"]], back=reverse("access.people_all"))


def _fitting(gives, places) -> set[str]:
    kinds = {place.kind for place in places}
    return {role for role in gives if kinds & set(roles.ROLES[role].kinds)}


def _give_page(request, form, chosen_place, *, back):
    if form.is_valid():
        try:
            membership = _invite(request, form.cleaned_data, chosen_place())
        except refusal.Refused as refused:
            refused.onto(form)
        else:
            facts = {"name": membership.person.name, "role": roles.label(membership.role), "email": membership.person.email}
            messages.success(request, _("%(name)s ist eingetragen: %(role)s. Die Einladung geht an %(email)s.") % facts)
            return redirect(back)
    return render(request, "access/desk/give.html", {"form": form, "back": back})


def _invite(request, said, place):
    keys = ("name", "email", "role", "from_on", "until_on")
    address = request.build_absolute_uri(urls_for.sign_in())
    return actions.invite(**{key: said[key] for key in keys}, place=place, by=request.user, address=address)


@may("access.end_role", membership=queries.membership)
def end(request, place, membership):
    """End a role of this quarter."""
    return _end_page(request, membership, back=reverse("access.people", args=[place.slug]))


@may("access.end_role", membership=queries.membership)
def end_all(request, place, membership):
    """End a role at any place for which the person is responsible."""
    return _end_page(request, membership, back=reverse("access.people_all"))


def _end_page(request, membership, *, back):
    form = forms.EndRoleForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        try:
            actions.end_role(membership, by=request.user, **form.cleaned_data)
        except refusal.Refused as refused:
            refused.onto(form)
        else:
            facts = {"name": membership.person.name, "role": roles.label(membership.role), "day": german.day(form.cleaned_data["on"])}
            messages.success(request, _("%(name)s: „%(role)s“ endet am %(day)s.") % facts)
            return redirect(back)
    context = {"form": form, "back": back, "membership": membership, "label": roles.label(membership.role)}
    return render(request, "access/desk/end.html", context)
