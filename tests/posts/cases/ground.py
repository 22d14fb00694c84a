"""Forms of the ground floor: account, roles, places, post."""

from tests.posts.cases import account
from tests.posts.cases.case import Case

PLACES = "name;art;bezirk;kürzel;adresse;breite;länge;farbe;muster;beginn;ende;quelle\nHafenviertel;Quartier;Neukölln;HV;hafenviertel;;;;;2026;;\n"
ADDRESS = {"operator": "Träger gGmbH", "address": "Donaustraße 7\n12043 Berlin", "email": "neu@beispiel.example"}


def _a_failed_mail(demo):
    """A mail of the quarter that could not be delivered."""
    from quartier.ground.notify.models import Message

    lost = Message.objects.filter(place=demo.home, channel="mail", state="sent", is_secret=False).latest("pk")
    Message.objects.filter(pk=lost.pk).update(state="failed", trouble="550 unbekannt")
    return demo.open(demo.person("Lea Brandt"), f"/{demo.home.slug}/buero/post/")


def _a_letter_to_print(demo):
    """A letter of the quarter that waits for the printer."""
    from quartier.ground.notify.models import Message

    letter = Message.objects.filter(place=demo.home, channel="letter").latest("pk")
    Message.objects.filter(pk=letter.pk).update(state="waiting", done_at=None, done_by=None)
    return demo.open(demo.person("Lea Brandt"), f"/{demo.home.slug}/buero/post/")


def _checked_places(demo):
    """A file with a quarter, checked; the button to take it in stands below the preview."""
    visitor = demo.open(demo.person("Dr. Ulrike Jansen"), "/buero/gebiete/")
    return visitor.press("Prüfen", kind="places", file=("gebiete.csv", PLACES.encode()), from_on="1.12.2026")


def _a_quarter_that_goes_on(demo):
    """A quarter whose last phase is not its end."""
    from quartier.ground.quarters.models import Phase, Place

    places = Place.objects.filter(kind="quarter").order_by("pk")
    place = next(one for one in places if Phase.objects.filter(place=one).latest("from_on").kind == "active")
    return demo.open(demo.person("Dr. Ulrike Jansen"), f"/{place.slug}/buero/gebiet/phase/")


CASES = {
    **account.CASES,
    "notify.again": Case(scene=_a_failed_mail),
    "notify.printed": Case(scene=_a_letter_to_print),
    "quarters.areas": Case(scene=_checked_places, button="einspielen"),
    "quarters.city_imprint": Case(typed=ADDRESS),
    "quarters.imprint": Case(typed=ADDRESS),
    "quarters.hours": Case(typed={"hours-4-opens": "16:00", "hours-4-closes": "18:00", "hours-4-weekday": "4"}),
    "quarters.phase": Case(scene=_a_quarter_that_goes_on, typed={"from_on": "1.1.2029", "kind": "transition"}),
}
NO_ACT = {
    "account_reauthenticate": "asks for a password, which nobody has here: the address is shut",
    "acts.draft": "a right code opens the draft, a wrong one asks again",
    "quarters.here": "a question that is answered; nothing is stored",
    "ui.sample": "an invented form that does nothing",
    "quarters.area": "only shows",
}
