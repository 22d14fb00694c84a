"""Projects as everybody sees them: the Public columns and nothing else, the same queries for one and for many."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quartier.funding.grants.actions import awards, proofs
from quartier.funding.grants.tests import factories as make
from quartier.funding.projects import actions, surfaces
from quartier.funding.projects.models import Project
from quartier.ground.acts import clock
from quartier.ground.files.tests.samples import picture
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _disk(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


def text(response):
    words = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words)).replace("\N{NO-BREAK SPACE}", " ")


def page(project):
    return reverse("projects.project", args=[project.place.slug, project.pk])


def test_a_project_begins_when_the_award_is_accepted(client):
    award = make.project_award()
    project = Project.objects.get(award=award)
    with clock.at(make.LATER):
        shown = text(client.get(page(project)))
    for word in (
        "Spielstraße am Samstag",
        "Spielräume Nord e. V.",
        "96.000 €",
        "Bewilligt: 96.000 €.",
        "Es geht los.",
        "Läuft",
        award.thread.file_number,
    ):
        assert word in shown


def test_an_action_shows_title_sum_and_year_and_no_private_word(client):
    with clock.at(make.AFTER):
        award = make.running(remark="Bemerkungsmarker")
        shown = client.get(page(Project.objects.get(award=award))).content.decode()
        listed = client.get(reverse("projects.list", args=[award.place.slug])).content.decode()
    for private in (make.IBAN, make.HOLDER, "Bemerkungsmarker", "Ivana Petrović", "Donaustraße 88", "0176 555", "Hofgruppe"):
        assert private not in shown and private not in listed
    assert "Laternen für den Hof" in shown and "2026" in shown and "891" in shown


def test_who_does_not_agree_is_not_published():
    make.running(may_publish=False)
    assert not Project.objects.exists()


def test_the_short_report_comes_with_the_end(client):
    with clock.at(make.AFTER):
        award = make.handed_in(costs=(700_00,))
        project = Project.objects.get(award=award)
        assert "80 Menschen liefen" not in text(client.get(page(project)))
        proofs.settle(award, income_cents=0, by=make.team(name="Rana"))
        make.paid(award)
        awards.close(award, by=make.team(name="Rana"))
        shown = text(client.get(page(project)))
    assert "80 Menschen liefen mit Laternen." in shown and "Abgeschlossen. Die Fördersumme war 891 €, 2026." in shown
    assert "Laternen gebaut und sind gelaufen" not in shown


def test_a_yearly_summary_is_public_once_accepted(client):
    award = make.project_award()
    with clock.at(datetime.datetime(2027, 2, 1, 12, tzinfo=clock.BERLIN)):
        proof = proofs.submit_interim(
            award, budget_year=2026, by=award.person, is_true=True, what="Geheim, geheim.", summary="27 Samstage."
        )
        project = Project.objects.get()
        assert "27 Samstage." not in text(client.get(page(project)))
        proofs.accept_interim(proof, by=make.officer())
        shown = text(client.get(page(project)))
    assert "27 Samstage." in shown and "Der Bericht für 2026 ist da." in shown and "Geheim" not in shown


def test_a_lifted_award_leaves_no_project_page(client):
    award = make.running()
    project = Project.objects.get()
    awards.cancel(award, "Der Hof wird gebaut.", by=make.team(name="Rana"))
    assert client.get(page(project)).status_code == 404


def test_another_quarter_does_not_know_it(client):
    make.running()
    other = places.make_quarter("Pankstraße")
    assert client.get(reverse("projects.project", args=[other.slug, Project.objects.get().pk])).status_code == 404


def test_the_list_filters_and_is_empty_politely(client):
    place = places.make_quarter()
    assert "Hier ist noch kein Projekt" in text(client.get(reverse("projects.list", args=[place.slug])))
    with clock.at(make.AFTER):
        make.running()
        base = reverse("projects.list", args=[place.slug])
        assert "Laternen" in text(client.get(base + "?art=aktionen&stand=beendet"))
        assert "Kein Projekt passt" in text(client.get(base + "?art=projekte"))
        assert "Donaustraße-Nord" in text(client.get("/projekte/"))
        assert client.get(base + "?vor=quatsch&stand=%00&art=x").status_code == 200


def test_many_cost_the_same_queries_as_one(client, django_assert_max_num_queries):
    with clock.at(make.AFTER):
        award = make.running()
        project = Project.objects.get()
        base = reverse("projects.list", args=[award.place.slug])
        client.get(base)
        with django_assert_max_num_queries(8):
            client.get(base)
        with django_assert_max_num_queries(8):
            client.get("/projekte/")
        make.running(title="Zwei")
        make.running(title="Drei")
        with django_assert_max_num_queries(8):
            client.get(base)
        with django_assert_max_num_queries(10):
            client.get(page(project))


def test_team_and_carrier_write_the_page(client):
    award = make.project_award()
    project = Project.objects.get()
    edit = reverse("projects.edit", args=[project.place.slug, project.pk])
    assert client.get(edit).status_code == 302
    client.force_login(make.make_person(name="Fremd"))
    assert client.get(edit).status_code == 404
    client.force_login(award.person)
    said = {
        "title": "Spielstraße",
        "text": "Jeden Samstag.",
        "milestones-count": "1",
        "milestones-0-label": "Los",
        "milestones-0-reached_on": "1.1.2040",
    }
    with clock.at(make.LATER):
        assert "Dieser Tag liegt in der Zukunft." in text(client.post(edit, said))
        assert client.post(edit, {**said, "milestones-0-reached_on": "1.9.2026"}).status_code == 302
    assert project.milestones.get().label == "Los" and Project.objects.get().title == "Spielstraße"


def test_a_picture_of_a_report_is_shown_and_taken_away(client):
    award = make.running()
    with clock.at(make.AFTER):
        upload = SimpleUploadedFile("fest.png", picture("PNG"), content_type="image/png")
        file = proofs.add_photo(
            award, upload=upload, alt="Laternen im Hof", rights_holder="Foto: I. P.", consent="niemand", by=award.person
        )
        project = Project.objects.get()
        assert "Laternen im Hof" not in client.get(page(project)).content.decode()
        client.force_login(make.team(name="Rana"))
        show = reverse("projects.show", args=[project.place.slug, project.pk, file.pk])
        client.post(show)
        assert "Laternen im Hof" in client.get(page(project)).content.decode()
        client.post(show)
        assert "Laternen im Hof" not in client.get(page(project)).content.decode()


def test_the_home_page_gets_what_runs():
    with clock.at(make.LATER):
        award = make.project_award()
        assert [row.title for row in surfaces.running(award.place)] == ["Spielstraße am Samstag"]
        actions.terminate(award, by=make.officer())
        assert surfaces.running(award.place) == []
