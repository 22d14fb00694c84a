"""Ideas as everybody sees them, the way in without an account, and what a link in a mail can do."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from quartier.community.participation import actions, forms, lists, models, queries, rules, steps
from quartier.ground.access import may, public
from quartier.ground.acts import clock, limits
from quartier.ground.acts.keeping import kept
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import queries as quarters

SENDS_PER_HOUR = 20  # from one internet address; a school class shares one


@kept
@public
def ideas(request, place):
    """All public ideas of a quarter or of the whole city, by what became of them."""
    context = {"page": lists.page(place, request.GET), "states": lists.choices(request.GET), "takes": rules.takes_ideas(place) is None}
    return render(request, "participation/public/ideas.html", context)


@kept
@public(idea=queries.published_idea)
def idea(request, place, idea):
    """One idea with its whole story; a merged one forwards to the one in which it goes on."""
    if idea.state == "merged":
        return redirect(_address(queries.surviving(idea)), permanent=False)
    context = {**lists.story(idea), "idea": idea, "can_support": rules.can_be_supported(idea) is None, "today": clock.today()}
    return render(request, "participation/public/idea.html", context)


def _address(idea, name="participation.idea") -> str:
    return reverse(name, kwargs={"quarter": idea.place.slug, "idea": idea.pk})


def _quarter_address(place, name, **more) -> str:
    return reverse(name, kwargs={"quarter": place.slug, **more})


# --- support ------------------------------------------------------------------------------------------------------------


@public(idea=queries.supportable_idea)
def support(request, place, idea):
    """Say that one finds the idea good: signed in by one button, otherwise by a link in a mail."""
    person = request.user if request.user.is_authenticated else None
    if person:
        return _support_signed_in(request, idea, person)
    form = forms.SupportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _count_try(request)
        try:
            actions.ask_support(idea, form.cleaned_data["email"])
            return redirect(_quarter_address(place, "participation.sent"))
        except Refused as refusal:
            refusal.onto(form)
    context = {"idea": idea, "form": form, "why_not": rules.can_be_supported(idea)}
    return render(request, "participation/public/support.html", context, status=_status(form))


def _support_signed_in(request, idea, person):
    if request.method == "POST":
        (actions.withdraw_support if "zurueck" in request.POST else actions.support)(idea, by=person)
        return redirect(_address(idea, "participation.support"))
    context = {"idea": idea, "supports": queries.supports(idea, person), "why_not": rules.can_be_supported(idea)}
    return render(request, "participation/public/support_signed_in.html", context)


def _count_try(request):
    limits.hit("participation.send", limits.client(request), per=timedelta(hours=1), most=SENDS_PER_HOUR)


def _status(form) -> int:
    return 422 if form.is_bound and form.errors else 200


# --- links ----------------------------------------------------------------------------------------------------------------


@public
def sent(request, place):
    """A mail is on its way."""
    return render(request, "participation/public/sent.html", {"days": actions.CONFIRM_WITHIN.days, "is_demo": settings.IS_DEMO})


@public
def confirm(request, place, token):
    """The link that confirms an idea. Opening it does nothing; the button confirms."""
    return _by_link(request, place, token, models.Purpose.CONFIRM, actions.confirm, "participation/public/confirm.html")


@public
def confirm_support(request, place, token):
    """The link that confirms a support; afterwards the same page can take it back."""
    link = _link(place, token, models.Purpose.SUPPORT)
    if request.method == "POST" and link and link.used_at and link.person:
        actions.withdraw_support(link.idea, by=link.person)
        return redirect(request.path)
    return _by_link(request, place, token, models.Purpose.SUPPORT, actions.confirm_support, "participation/public/confirm_support.html")


def _by_link(request, place, token, purpose, act, template):
    link = _link(place, token, purpose)
    if link is None:
        return render(request, "participation/public/link_unknown.html", {}, status=404)
    refused = None
    if request.method == "POST":
        try:
            return _act_by_link(request, place, link, act)
        except Refused as refusal:
            refused = str(refusal)
    context = {
        "link": link,
        "idea": link.idea,
        "is_used": link.used_at is not None,
        "is_expired": link.expires_at <= clock.now(),
        "is_gone": link.idea.state == "lapsed",
        "supports": queries.supports(link.idea, link.person),
        "refused": refused,
    }
    return render(request, template, context, status=422 if refused else 200)


def _act_by_link(request, place, link, act):
    if "neu" in request.POST:
        actions.renew_link(link)
        return redirect(_quarter_address(place, "participation.sent"))
    act(link)
    return redirect(request.path)


def _link(place, token, purpose):
    return queries.link_in(purpose)(place, token)


# --- the author's own page --------------------------------------------------------------------------------------------------


@public
def by_link(request, place, token):
    """The author's page, opened by the link of a mail."""
    link = _link(place, token, models.Purpose.AUTHOR)
    if link is None or link.person is None or link.idea.author_id != link.person_id:
        return render(request, "participation/public/link_unknown.html", {}, status=404)
    if link.expires_at <= clock.now():
        return _renew_author_link(request, place, link)
    return _own(request, link.idea, link.person)


def _renew_author_link(request, place, link):
    if request.method == "POST":
        actions.renew_author_link(link)
        return redirect(_quarter_address(place, "participation.sent"))
    return render(request, "participation/public/link_expired.html", {"link": link})


@may("participation.own", idea=queries.own_idea)
def mine(request, place, idea):
    """The author's page for somebody who has signed in."""
    return _own(request, idea, request.user)


def _own(request, idea, person):
    verbs = {"zurueckziehen": actions.withdraw, "name": actions.hide_name}
    act = next((verbs[word] for word in verbs if word in request.POST), None)
    if request.method == "POST":
        if act is None:
            raise Http404
        act(idea, by=person)
        return redirect(request.path)
    offers = {offer.verb: offer for offer in steps.IDEA.offers(idea, person)}
    context = {
        **lists.story(idea),
        "idea": idea,
        "state": steps.IDEA.label(idea.state),
        "withdraw": offers.get("withdraw"),
        "hide_name": offers.get("hide_name"),
        "asks": request.GET.get("frage", ""),
        "is_public": idea.state in models.PUBLIC_STATES,
    }
    return render(request, "participation/public/mine.html", context)


# --- handing in -----------------------------------------------------------------------------------------------------------


@public
def new_in_city(request, place):
    """Which quarter is the idea for?"""
    return render(request, "participation/public/choose.html", {"quarters": quarters.active_quarters().order_by("parent__name", "name")})
