"""The grantee's own pages by link: `/<quarter>/vorgang/<key>/…`, the same key from the application to the closed case."""

from quartier.funding.calls import case_pages
from quartier.funding.calls.models import Application
from quartier.funding.grants import models
from quartier.funding.grants.queries import awards

HIDDEN = ("drafted", "discarded")


def page(award, person) -> str:
    """The path of a grantee's page; it belongs in mails to this person and on her own list, nowhere else."""
    return case_pages.address_for(case_of(award), person)


def case_of(award):
    """What the key of the page is about: the application where there was one, else the award."""
    if not award.application_id:
        return award
    award.application.place = award.place
    return award.application


def award_of(link) -> models.Award | None:
    """The award that a good link leads to; None while there is none to show. Asked once per link."""
    if "award" not in link.memory:
        link.memory["award"] = award = _award_of(link)
        if award is not None:
            award.place = link.place
    return link.memory["award"]


def _award_of(link) -> models.Award | None:
    if link.kind == models.Award.KIND:
        return link.case if link.case.state not in HIDDEN else None
    if link.kind != Application.KIND:
        return None
    shown = models.Award.objects.exclude(state__in=HIDDEN).select_related(*awards.WITH)
    return shown.filter(application=link.case).order_by("-pk").first()
