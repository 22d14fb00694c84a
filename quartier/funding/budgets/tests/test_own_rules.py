"""Rules of a place of its own: they begin, they end, and what holds above holds again. And the page that shows all of it."""

import datetime
import re

import pytest

from quartier.funding.budgets import actions, forms, queries, surfaces, templates_rules, words
from quartier.funding.budgets.models import FundRules
from quartier.funding.budgets.tests import factories as make
from quartier.ground.access.tests.factories import make_staff
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
TODAY = datetime.datetime(2026, 5, 4, 12, 0, tzinfo=clock.BERLIN)
JUNE, JULY = datetime.date(2026, 6, 1), datetime.date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _day():
    with clock.at(TODAY):
        yield


@pytest.fixture
def world():
    """(quarter, the city's rules, the quarter's own)."""
    quarter = places.make_quarter()
    return quarter, make.make_rules(), make.make_rules(place=quarter, cap_cents=1_000_00, valid_from=datetime.date(2026, 1, 1))


def end(quarter, day=JUNE, reason="Der Versuch ist zu Ende."):
    return actions.end_rules(
        queries.fund("aktionsfonds"), quarter, valid_from=day, note=reason, by=make_staff("state_coordinator", places.make_city())
    )


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


# --- the rule --------------------------------------------------------------------------------------------------------


def test_after_the_end_the_rules_above_hold_again(world):
    quarter, city, own = world
    end(quarter)
    assert queries.rules("aktionsfonds", quarter) == own
    assert queries.rules("aktionsfonds", quarter, JUNE - datetime.timedelta(days=1)) == own
    assert queries.rules("aktionsfonds", quarter, JUNE) == city
    assert queries.rules("aktionsfonds", places.make_quarter("Andere Ecke"), JUNE) == city


def test_what_was_made_afterwards_holds_again(world):
    quarter, _city, _own = world
    end(quarter)
    later = make.make_rules(place=quarter, cap_cents=800_00, valid_from=JULY)
    assert queries.rules("aktionsfonds", quarter, JULY) == later


def test_the_end_is_a_version_of_its_own_with_day_reason_and_person(world):
    quarter, _city, own = world
    made = end(quarter)
    assert (made.is_end, made.valid_from, made.note, made.version) == (True, JUNE, "Der Versuch ist zu Ende.", own.version + 1)
    entry = log.entries(place_id=quarter.pk).filter(act="budgets.end_rules").get()
    assert entry.data["valid_from"] == "2026-06-01"


@pytest.mark.parametrize(
    ("day", "reason", "sentence"),
    [
        (datetime.date(2026, 5, 3), "Grund", "frühestens ab heute"),
        (JUNE, " ", "Grund"),
    ],
)
def test_an_end_needs_a_day_ahead_and_a_reason(world, day, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        end(world[0], day, reason)


def test_only_own_rules_end_and_only_where_others_hold():
    quarter = places.make_quarter()
    make.make_rules()
    with pytest.raises(Refused, match="keine eigenen Regeln"):
        end(quarter)


def test_own_rules_without_others_above_stay():
    quarter = places.make_quarter()
    make.make_rules(place=quarter)
    with pytest.raises(Refused, match="keine anderen Regeln"):
        end(quarter)


def test_rules_for_all_do_not_end(world):
    with pytest.raises(ValueError, match="place"):
        actions.end_rules(queries.fund("aktionsfonds"), None, valid_from=JUNE, note="x", by=None)


def test_what_comes_next_is_what_will_hold(world):
    quarter = world[0]
    make.make_rules(cap_cents=2_000_00, valid_from=datetime.date(2026, 5, 20))  # of the city: nothing changes in the quarter
    assert queries.next_rules("aktionsfonds", quarter) is None
    end(quarter)
    coming = queries.next_rules("aktionsfonds", quarter)
    assert (coming.from_on, coming.rules.cap_cents) == (JUNE, 2_000_00)
    assert queries.next_rules("aktionsfonds", places.make_quarter("Andere Ecke")).from_on == datetime.date(2026, 5, 20)


# --- pages -----------------------------------------------------------------------------------------------------------


def test_the_office_ends_them_on_a_page(world, client):
    quarter, city, _own = world
    client.force_login(make_staff("district_coordinator", quarter.parent))
    base = f"/{quarter.slug}/buero/geld/regeln/"
    assert f"{base}aktionsfonds/beenden/" in client.get(base).content.decode()
    page = text(client.get(f"{base}aktionsfonds/beenden/"))
    assert "Eigene Regeln beenden" in page and "Höchstens 1.500 Euro" in page and "Höchstens 1.000 Euro" in page
    bad = client.post(f"{base}aktionsfonds/beenden/", {"valid_from": "1.1.2026", "note": ""})
    assert bad.status_code == 422 and "frühestens ab heute" in text(bad) and "1.1.2026" in bad.content.decode()
    good = client.post(f"{base}aktionsfonds/beenden/", {"valid_from": "1.6.2026", "note": "Der Versuch ist zu Ende."}, follow=True)
    shown = text(good)
    assert "Ab dem 1. Juni 2026 gelten wieder die Regeln für alle Quartiere" in shown
    assert queries.rules("aktionsfonds", quarter, JUNE) == city


def test_a_place_without_own_rules_has_nothing_to_end(client):
    quarter = places.make_quarter()
    make.make_rules()
    client.force_login(make_staff("district_coordinator", quarter.parent))
    base = f"/{quarter.slug}/buero/geld/regeln/"
    assert "beenden" not in client.get(base).content.decode()
    assert client.get(f"{base}aktionsfonds/beenden/").status_code == 404


def test_the_team_reads_and_does_not_end(world, client):
    quarter = world[0]
    client.force_login(make_staff("team_member", quarter))
    assert client.get(f"/{quarter.slug}/buero/geld/regeln/aktionsfonds/beenden/").status_code == 404


def test_the_version_that_ends_has_a_page(world, client):
    quarter = world[0]
    made = end(quarter)
    client.force_login(make_staff("team_member", quarter))
    shown = text(client.get(f"/{quarter.slug}/buero/geld/regeln/fassung/{made.pk}/"))
    assert "Eigene Regeln enden" in shown and "Der Versuch ist zu Ende." in shown


def test_funds_and_sources_have_a_page(world, client):
    quarter, _city, own = world
    make.fill_pot(5_000_00, quarter)
    client.force_login(make_staff("team_member", quarter))
    page = client.get(f"/{quarter.slug}/buero/geld/fonds/")
    shown = text(page)
    assert "Aktionsfonds" in shown and "Land" in shown and quarter.name in shown and "alle Quartiere" in shown
    assert f"/{quarter.slug}/buero/geld/regeln/fassung/{own.pk}/" in page.content.decode()
    assert f"/{quarter.slug}/buero/geld/fonds/" in client.get(f"/{quarter.slug}/buero/geld/").content.decode()


def test_the_page_of_all_funds_lists_every_place_with_rules_of_its_own(world, client):
    quarter, _city, own = world
    other = places.make_quarter("Andere Ecke")
    make.make_rules(place=other, cap_cents=500_00)
    end(other, TODAY.date())
    client.force_login(make_staff("state_coordinator", places.make_city()))
    shown = text(client.get("/buero/geld/fonds/"))
    assert quarter.name in shown and f"Fassung {own.version}" in shown
    assert "Andere Ecke" not in shown


def test_the_page_costs_the_same_for_many_places(world, client, django_assert_max_num_queries):
    client.force_login(make_staff("state_coordinator", places.make_city()))
    client.get("/buero/geld/fonds/")
    for name in ("Eins", "Zwei", "Drei"):
        make.make_rules(place=places.make_quarter(name))
    with django_assert_max_num_queries(12):
        client.get("/buero/geld/fonds/")


# --- new rules that were constants -----------------------------------------------------------------------------------


def test_what_was_fixed_in_code_is_said_in_words():
    told = dict(words.paragraphs(templates_rules.build("berlin-projektfonds", make.make_fund("projektfonds"), valid_from=TODAY.date())))
    assert "vorgeschlagen sind 60 Tage nach dem Ende" in told["Abrechnung"]
    assert "Auf die Jahre verteilt: 20, 40 und 40 Prozent." in told["Topf"]
    assert told["Antworten"] == "Fragen zu einem Aufruf sind nach 3 Tagen beantwortet."
    assert "§ 7 der Landeshaushaltsordnung" in told["Rechtlicher Hinweis"]
    assert told["Widerspruch"] == "Sie können innerhalb eines Monats Widerspruch einlegen, schriftlich oder zum Aufschreiben im Büro."


def test_what_concerns_the_offices_alone_is_not_told_to_everybody():
    make.make_rules()
    told = dict(surfaces.rules_in_words("aktionsfonds", places.make_quarter()))
    assert told["Antworten"] == "Anträge sind nach 7 Tagen geprüft." and "Bindung" not in told


def test_the_least_points_are_said_in_words():
    rules = templates_rules.build("berlin-projektfonds", make.make_fund("projektfonds"), valid_from=TODAY.date(), select_percent=60)
    assert dict(words.paragraphs(rules))["Auswahl"] == "Gewählt wird nur, wer mindestens 60\xa0% der Punkte hat."


def test_the_form_takes_and_shows_them_all():
    initial = forms.initial_of(templates_rules.build("berlin-projektfonds", make.make_fund("projektfonds"), valid_from=TODAY.date()))
    assert {
        "proof_propose_days",
        "check_days",
        "answer_days",
        "select_percent",
        "tranches",
        "call_notice",
        "objection",
        "commit_warn_days",
    } <= set(initial)
    form = forms.RulesForm(initial=initial)
    assert "20, 40, 40" in str(form["tranches"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("20, 40", "zusammen 100 Prozent"),
        ("20 40 vierzig", "Bitte Zahlen eintragen"),
        ("50, 0, 50", "Bitte Zahlen eintragen"),
        ("", None),
        ("20, 40, 40", None),
        ("100", None),
    ],
)
def test_shares_of_years_add_up(typed, sentence):
    field = forms.RulesForm.base_fields["tranches"]
    if sentence is None:
        assert sum(field.clean(typed)) in (0, 100)
    else:
        with pytest.raises(forms.ValidationError, match=sentence):
            field.clean(typed)


def test_the_warning_before_money_must_be_bound_is_a_rule_of_the_fund():
    quarter = places.make_quarter()
    make.make_rules(commit_warn_days=10)
    officer = make_staff("granting_officer", quarter.parent)
    make.fill_pot(1_000_00, quarter, commit_by_on=TODAY.date() + datetime.timedelta(days=11))
    assert surfaces.waiting_for(officer) == []
    with clock.at(TODAY + datetime.timedelta(days=1)):
        assert len(surfaces.waiting_for(make_staff("granting_officer", quarter.parent, name="Am nächsten Tag"))) == 1


def test_every_template_still_saves():
    for name in templates_rules.TEMPLATES:
        fund = make.make_fund(name, name)
        places.make_city()
        actions.save_rules(templates_rules.build(name, fund, valid_from=TODAY.date()), by=None)
    assert FundRules.objects.count() == len(templates_rules.TEMPLATES)


def test_every_rule_stands_under_a_heading():
    placed = [name for _heading, names in forms.RulesForm.GROUPS for name in names.split()]
    assert sorted(placed) == sorted(forms.RulesForm.base_fields)
