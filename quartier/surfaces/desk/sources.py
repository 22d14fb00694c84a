"""The one list of apps that the desk asks: what waits, whose cases, what is stored, how it is erased."""

from django.utils.translation import gettext_lazy as _

from quartier.community.actors import surfaces as actors
from quartier.community.councils import surfaces as councils
from quartier.community.events import surfaces as events
from quartier.community.participation import surfaces as participation
from quartier.funding.budgets import surfaces as budgets
from quartier.funding.calls import surfaces as calls
from quartier.funding.grants import surfaces as grants
from quartier.funding.projects import surfaces as projects
from quartier.ground.access import surfaces as access
from quartier.ground.accounts import surfaces as accounts
from quartier.ground.acts import surfaces as acts
from quartier.ground.files import surfaces as files
from quartier.ground.notify import surfaces as notify

WAITING = (participation, events, councils, calls, grants, projects, budgets, notify)
OWN = (councils, calls, grants)  # what waits for a person herself, whatever her office
DATA = (  # heading on the page "what is stored about me", app
    (_("Ihr Konto"), accounts),
    (_("Ihre Rollen"), access),
    (_("Organisationen"), actors),
    (_("Ideen"), participation),
    (_("Termine"), events),
    (_("Gremien"), councils),
    (_("Anträge und Bewerbungen"), calls),
    (_("Förderungen"), grants),
    (_("Projekte"), projects),
    (_("Buchungen"), budgets),
    (_("Dateien"), files),
    (_("Post an Sie"), notify),
    (_("Protokoll und Entwürfe"), acts),
)
ERASING = (acts, access, actors, participation, events, councils, calls, grants, projects, budgets, notify, accounts)  # the row itself last
