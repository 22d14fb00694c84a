"""Every kind of page of awards and projects, drawn once with real cases: for the browser's tests."""

import datetime

from django.urls import reverse

from quartier.funding.grants.actions import changes, payments, proofs, receipts
from quartier.funding.grants.queries import links
from quartier.funding.grants.tests import factories as make
from quartier.funding.projects import actions as projects
from quartier.funding.projects.models import Project
from quartier.ground.acts import clock


def drawn(client) -> dict[str, str]:
    """Name of the page → its HTML."""
    with clock.at(make.AFTER):
        return {**_grantee(client), **_project(client), **_desk(client)}


def _get(client, address):
    response = client.get(address)
    assert response.status_code in (200, 422), (address, response.status_code)
    return response.content.decode()


def _grantee(client):
    fresh, running = make.granted(), make.running(title="Sommerfest")
    make.paid(running)
    make.receipt(running, 120_50)
    changes.request_change(running, "Es hat geregnet, wir feiern später.", by=running.person)
    at, base = links.page(fresh, fresh.person), links.page(running, running.person)
    accept = {"account_holder": "Ivana", "iban": make.IBAN, "is_agreed": "on"}
    return {
        "link-granted": _get(client, at),
        "accept": _get(client, f"{at}annehmen/"),
        "bank-check": client.post(f"{at}annehmen/", accept).content.decode(),
        "accept-wrong": client.post(f"{at}annehmen/", {**accept, "iban": "DE1"}).content.decode(),
        "link-running": _get(client, base),
        "receipts": _get(client, f"{base}belege/"),
        "receipt": _get(client, f"{base}belege/neu/"),
        "receipt-wrong": client.post(f"{base}belege/neu/", {"gross_cents": "1.5000"}).content.decode(),
        "report": _get(client, f"{base}abrechnung/"),
        "photo": _get(client, f"{base}abrechnung/foto/"),
        "change": _get(client, f"{base}aenderung/"),
        "terminate": _get(client, f"{base}beenden/"),
    }


def _project(client):
    award = make.project_award()
    with clock.at(make.LATER):
        payments.request_drawdown(award, budget_year=2026, cents=15_000_00, purpose="Löhne September", by=award.person)
        make.paid(award, first=make.officer(), second=make.officer(name="Paul Amt"))
        make.receipt(award, 9_870_00, receipt_on=make.LATER.date(), paid_on=make.LATER.date(), item="Löhne", kind="staff")
    project = Project.objects.get(award=award)
    rows = [
        {"label": "Erster Samstag", "due_on": None, "reached_on": datetime.date(2026, 9, 5)},
        {"label": "50 Samstage", "due_on": datetime.date(2027, 12, 1)},
    ]
    projects.set_milestones(project, rows, by=make.team())
    at = links.page(award, award.person)
    place = award.place
    return {
        "drawdown": _get(client, f"{at}abruf/"),
        "link-project": _get(client, at),
        "projects": _get(client, reverse("projects.list", args=[place.slug])),
        "projects-city": _get(client, "/projekte/"),
        "project": _get(client, reverse("projects.project", args=[place.slug, project.pk])),
    }


def _desk(client):
    award = make.handed_in(costs=(400_00, 50_00), title="Kiezküche")
    make.approved(title="Bank am Markt")
    waiting = make.running(title="Hofkonzert")
    payments.release_drawdown(waiting.drawdowns.get(), by=make.team(name="Cem Arslan"))
    claim = make.handed_in(costs=(100_00,), title="Flohmarkt")
    proofs.settle(claim, income_cents=0, by=make.team(name="Rana"))
    receipts.add_inventory(award, what="Feuerschale", where="Büro", cents=80_00, by=make.team())
    client.force_login(make.team())
    slug = award.place.slug
    draft = make.drafted(title="Lesenacht")
    project = Project.objects.filter(award__bid__isnull=False).get()
    return {
        "desk": _get(client, reverse("grants.desk", args=[slug])),
        "case-check": _get(client, reverse("grants.case", args=[slug, award.pk])),
        "case-claim": _get(client, reverse("grants.case", args=[slug, claim.pk])),
        "case-project": _get(client, reverse("grants.case", args=[slug, project.award_id])),
        "draft": _get(client, reverse("grants.draft", args=[slug, draft.pk])),
        "step": _get(client, reverse("grants.step", args=[slug, draft.pk, "grant"])),
        "payments": _get(client, reverse("grants.payments", args=[slug])),
        "pay": _get(client, reverse("grants.drawdown_step", args=[slug, waiting.pk, waiting.drawdowns.get().pk, "pay_drawdown"])),
        "audit-file": _get(client, reverse("grants.audit_file", args=[slug, award.thread_id])),
        "project-edit": _get(client, reverse("projects.edit", args=[slug, project.pk])),
    }
