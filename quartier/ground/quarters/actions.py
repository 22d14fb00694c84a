"""The only writers of places. Each act is one log entry; the version of a place rises last, after all other locks."""

import datetime
import itertools

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import geometry, queries
from quartier.ground.quarters.models import (
    AddressRange,
    Boundary,
    Figure,
    Imprint,
    Office,
    OfficeClosure,
    OfficeHours,
    Phase,
    Place,
    Programme,
    TeamMember,
)
from quartier.ground.ui import german


def touch(place_id: int) -> None:
    """Raise the version of a place, so that kept pages of it are built anew. The last lock of an act."""
    Place.objects.filter(pk=place_id).update(version=F("version") + 1)


def _written(act: str, place: Place, by, about=None, public=False, **data) -> None:
    log.record(f"quarters.{act}", about=about or place, place_id=place.pk, by=by, public=public, data=data)
    touch(place.pk)


@transaction.atomic
def make_place(*, kind, name, slug, parent=None, code=None, lat=None, lon=None, by=None, **facts) -> Place:
    """A new city, district or quarter. Raises Refused for a slug that is taken or hides a page, and for a taken code."""
    _refuse_slug(slug)
    code = (code or "").strip().upper() or None
    if kind == Place.Kind.QUARTER and not code:
        raise Refused(_("Ein Quartier braucht ein Kürzel aus zwei oder drei Buchstaben für die Aktenzeichen."), field="code")
    if code and Place.objects.filter(code=code).exists():
        raise Refused(_("Das Kürzel %(code)s ist schon vergeben.") % {"code": code}, field="code")
    place = Place.objects.create(kind=kind, name=name, slug=slug, parent=parent, code=code, lat=lat, lon=lon, **facts)
    _written("make_place", place, by, public=True, name=name)
    return place


@transaction.atomic
def change_place(place: Place, *, by=None, **facts) -> Place:
    """Change what is said about a place: name, middle point, source, text. Kind, address and code stay."""
    for name, value in facts.items():
        setattr(place, name, value)
    place.save(update_fields=list(facts))
    _written("change_place", place, by, fields=sorted(facts))
    return place


def _refuse_slug(slug: str) -> None:
    if queries.is_reserved(slug):
        raise Refused(_("„%(slug)s“ ist eine Adresse der Plattform selbst. Bitte eine andere wählen.") % {"slug": slug}, field="slug")
    if Place.objects.filter(slug=slug).exists():
        raise Refused(_("Die Adresse „%(slug)s“ ist schon vergeben.") % {"slug": slug}, field="slug")


@transaction.atomic
def begin_phase(place: Place, *, kind, from_on: datetime.date, note="", merged_into=None, by=None) -> Phase:
    """Let a phase begin; the one before ends the day before. Raises Refused if the day is not after the last beginning."""
    Place.objects.select_for_update().get(pk=place.pk)
    last = Phase.objects.filter(place=place).order_by("-from_on").first()
    _refuse_phase(last, kind, from_on)
    if last:
        last.until_on = from_on - datetime.timedelta(days=1)
        last.save(update_fields=["until_on"])
    phase = Phase.objects.create(place=place, kind=kind, from_on=from_on, note=note, merged_into=merged_into)
    if kind == Phase.Kind.CLOSED and from_on <= clock.today():
        release_tile(place)
    _written("begin_phase", place, by, public=True, kind=str(kind), from_on=from_on.isoformat())
    return phase


def _refuse_phase(last: Phase | None, kind, from_on) -> None:
    if last and from_on <= last.from_on:
        day = german.day(last.from_on)
        raise Refused(_("Die letzte Phase beginnt am %(day)s. Bitte einen späteren Tag wählen.") % {"day": day}, field="from_on")
    if last and last.kind == Phase.Kind.CLOSED:
        raise Refused(_("Dieses Quartier ist beendet. Ein beendetes Quartier beginnt nicht neu."), field="kind")
    if last and last.kind == kind:
        raise Refused(_("Das Quartier ist schon in dieser Phase."), field="kind")


def release_tile(place: Place) -> None:
    """An ended quarter keeps its colour and gives its pattern free."""
    Place.objects.filter(pk=place.pk).update(pattern=Place.Pattern.PLAIN)
    place.pattern = Place.Pattern.PLAIN


@transaction.atomic
def set_tile(place: Place, *, colour, pattern: int, by=None) -> Place:
    """Give a quarter its tile. The pair is unique among quarters that have not ended; those that have give theirs free."""
    holder = Place.objects.select_for_update().with_phase(clock.today()).filter(colour=colour, pattern=pattern, pattern__gt=0)
    other = holder.exclude(pk=place.pk).first()
    if other and not other.has_ended:
        raise Refused(_("Diese Fliese hat schon %(name)s. Bitte Farbe oder Muster ändern.") % {"name": other.name}, field="pattern")
    if other:
        release_tile(other)
    place.colour, place.pattern = colour, pattern
    try:
        with transaction.atomic():
            place.save(update_fields=["colour", "pattern"])
    except IntegrityError as error:
        raise Refused(_("Diese Fliese ist gerade vergeben worden. Bitte Farbe oder Muster ändern."), field="pattern") from error
    _written("set_tile", place, by, colour=str(colour), pattern=int(pattern))
    return place


@transaction.atomic
def set_boundary(place: Place, *, geojson, from_on: datetime.date, is_schematic=False, source="", by=None) -> Boundary:
    """The outline of a place from a day on, checked and simplified. Raises Refused with the reason for a broken one."""
    clean = geometry.checked(geojson)
    Place.objects.select_for_update().get(pk=place.pk)
    if Boundary.objects.filter(place=place, from_on=from_on).exists():
        day = german.day(from_on)
        raise Refused(_("Für den %(day)s gibt es schon eine Grenze von %(name)s.") % {"day": day, "name": place.name}, field="from_on")
    row = Boundary.objects.create(
        place=place, geojson=clean, from_on=from_on, is_schematic=is_schematic, source=source, area_m2=geometry.area_m2(clean)
    )
    _written("set_boundary", place, by, public=True, from_on=from_on.isoformat(), area_m2=row.area_m2)
    return row


@transaction.atomic
def set_programme(place: Place, *, code, name, strip, logos, from_on, by=None) -> Programme:
    """The programme named on the papers of a place from a day on; a second one for the same day replaces the first."""
    row, _new = Programme.objects.update_or_create(
        place=place, from_on=from_on, defaults={"code": code, "name": name, "strip": strip, "logos": list(logos)}
    )
    _written("set_programme", place, by, programme=code, from_on=from_on.isoformat())
    return row


@transaction.atomic
def save_office(place: Place, *, office: Office | None = None, by=None, **facts) -> Office:
    """Make or change the office of a place."""
    office = office or Office(place=place)
    for name, value in facts.items():
        setattr(office, name, value)
    office.save()
    _written("save_office", place, by)
    return office


@transaction.atomic
def set_hours(office: Office, *, rows, by=None) -> None:
    """Replace the opening hours. `rows`: (weekday, opens, closes). Raises Refused for spans that overlap or end too early."""
    rows = sorted(rows)
    for weekday, opens, closes in rows:
        if closes <= opens:
            raise Refused(_("Die Öffnung muss vor der Schließung liegen: %(day)s.") % {"day": _weekday(weekday)}, field="hours")
    for before, after in itertools.pairwise(rows):
        if before[0] == after[0] and after[1] < before[2]:
            raise Refused(_("Zwei Zeiten am %(day)s überschneiden sich.") % {"day": _weekday(after[0])}, field="hours")
    office.hours.all().delete()
    OfficeHours.objects.bulk_create(OfficeHours(office=office, weekday=day, opens=opens, closes=closes) for day, opens, closes in rows)
    _written("set_hours", office.place, by, rows=len(rows))


def _weekday(number: int) -> str:
    return [_("Montag"), _("Dienstag"), _("Mittwoch"), _("Donnerstag"), _("Freitag"), _("Samstag"), _("Sonntag")][number]


@transaction.atomic
def close_office(office: Office, *, from_on, until_on, reason="", by=None) -> OfficeClosure:
    """Keep the office shut from a day to a day, both included."""
    if until_on < from_on:
        raise Refused(_("Der letzte Tag liegt vor dem ersten."), field="until_on")
    row = OfficeClosure.objects.create(office=office, from_on=from_on, until_on=until_on, reason=reason)
    _written("close_office", office.place, by, from_on=from_on.isoformat(), until_on=until_on.isoformat())
    return row


@transaction.atomic
def reopen_office(closure: OfficeClosure, *, by=None) -> None:
    """Take a closure back."""
    place = closure.office.place
    _written("reopen_office", place, by, from_on=closure.from_on.isoformat())
    closure.delete()


@transaction.atomic
def replace_addresses(place: Place, rows: list[AddressRange], *, by=None) -> None:
    """The list of house numbers of a quarter, whole."""
    Place.objects.select_for_update().get(pk=place.pk)
    AddressRange.objects.filter(place=place).delete()
    AddressRange.objects.bulk_create(rows)
    _written("replace_addresses", place, by, rows=len(rows))


@transaction.atomic
def save_imprint(place: Place, *, by=None, **facts) -> Imprint:
    """Who answers in law for the pages of the place."""
    row, _new = Imprint.objects.update_or_create(place=place, defaults=facts)
    _written("save_imprint", place, by)
    return row


@transaction.atomic
def publish_figure(place: Place, *, by=None, **facts) -> Figure:
    """A published figure with its period and source."""
    row = Figure.objects.create(place=place, **facts)
    _written("publish_figure", place, by, label=row.label)
    return row


@transaction.atomic
def hang_plate(place: Place, *, name, languages="", by=None, **facts) -> TeamMember:
    """Hang a plate beside the bell."""
    plate = TeamMember.objects.create(place=place, name=name, languages=languages, **facts)
    _written("hang_plate", place, by)
    return plate


@transaction.atomic
def take_down_plate(plate: TeamMember, *, last_on: datetime.date | None = None, by=None) -> None:
    """The plate hangs until the day (yesterday if none is given)."""
    last_on = last_on or clock.today() - datetime.timedelta(days=1)
    if plate.from_on and plate.from_on > last_on:
        plate.from_on = last_on
    plate.until_on = last_on
    plate.save(update_fields=["from_on", "until_on"])
    _written("take_down_plate", plate.place, by)
