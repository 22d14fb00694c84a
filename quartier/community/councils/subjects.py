"""What bodies, seats, meetings, items, votes and resolutions answer to lower floors."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartier.community.councils import models, queries
from quartier.ground.access import queries as access
from quartier.ground.acts import subjects
from quartier.ground.ui import german
from quartier.ground.workflow import queries as timeline


class _InBody(subjects.Subject):
    """Whatever belongs to a body: its members and its chair are related to it."""

    def body(self, obj):
        return obj.body

    def relations(self, obj, person):
        return queries.relations(self.body(obj), person)


class BodySubject(_InBody):
    kind = models.Body.KIND
    model = models.Body

    def body(self, obj):
        return obj

    def title(self, obj):
        return obj.name

    def address(self, obj):
        return reverse("councils.body", args=[obj.place.slug, obj.slug])


class SeatSubject(_InBody):
    kind = models.Seat.KIND
    model = models.Seat

    def title(self, obj):
        return f"Sitz im Gremium {obj.body.name}"

    def relations(self, obj, person):
        mine = {"self"} if person.pk == obj.person_id else set()
        return super().relations(obj, person) | mine


class RulesSubject(_InBody):
    kind = models.RulesOfProcedure.KIND
    model = models.RulesOfProcedure

    def title(self, obj):
        return f"Geschäftsordnung {obj.body.name}, Fassung {obj.version}"

    def place_id(self, obj):
        return obj.body.place_id


class MeetingSubject(_InBody):
    kind = models.Meeting.KIND
    model = models.Meeting

    def title(self, obj):
        return f"{obj.body.name}, {german.day(obj.starts_at)}"

    def may_see_file(self, meeting, file, person):
        """The minutes are for members; a letter to one of them is for the office that prints it."""
        return access.may(person, "councils.manage" if file.purpose == "letter" else "councils.read_minutes", meeting)

    def address(self, obj):
        return reverse("councils.meeting", args=[obj.place.slug, obj.pk])


class ItemSubject(_InBody):
    kind = models.AgendaItem.KIND
    model = models.AgendaItem
    file_act = "councils.take_part"

    def body(self, obj):
        return obj.meeting.body

    def address(self, obj):
        return reverse("councils.meeting", args=[obj.meeting.place.slug, obj.meeting_id])


class VoteSubject(_InBody):
    kind = models.Vote.KIND
    model = models.Vote

    def address(self, obj):
        return reverse("councils.meeting", args=[obj.place.slug, obj.item.meeting_id])


class ResolutionSubject(_InBody):
    kind = models.Resolution.KIND
    model = models.Resolution

    def address(self, obj):
        return reverse("councils.meeting", args=[obj.place.slug, obj.item.meeting_id])

    def public_page(self, entry, slug):
        meeting = entry.data.get("meeting")
        return (_("Zur Sitzung"), reverse("councils.meeting", args=[slug, meeting])) if meeting else None


timeline.LABELS |= {
    "councils.make_body": _("Gremium gegründet"),
    "councils.change_body": _("Texte des Gremiums geändert"),
    "councils.end_body": _("Gremium beendet"),
    "councils.adopt_rules": _("Neue Fassung der Geschäftsordnung"),
    "councils.withdraw_rules": _("Fassung der Geschäftsordnung zurückgenommen"),
    "councils.add_seat": _("Sitz vergeben"),
    "councils.change_seat": _("Sitz geändert"),
    "councils.end_seat": _("Sitz beendet"),
    "councils.set_name_consent": _("Einwilligung zum Namen geändert"),
    "councils.add_agenda_item": _("Auf die Tagesordnung gesetzt"),
    "councils.change_item": _("Tagesordnungspunkt geändert"),
    "councils.move_item": _("Tagesordnung umgestellt"),
    "councils.remove_item": _("Von der Tagesordnung genommen"),
    "councils.withdraw_item": _("Von der Tagesordnung genommen"),
    "councils.arrive": _("Ein Mitglied ist da"),
    "councils.leave": _("Ein Mitglied ist gegangen"),
    "councils.call_item": _("Punkt aufgerufen"),
    "councils.finish_item": _("Punkt erledigt"),
    "councils.defer_item": _("Punkt vertagt"),
    "councils.declare_bias": _("Ein Mitglied stimmt nicht mit"),
    "councils.lift_bias": _("Befangenheit aufgehoben"),
    "councils.cast": _("Stimme abgegeben"),
    "councils.record_hands": _("Handzeichen eingetragen"),
}
timeline.ECHOES |= {  # the case itself says that it is on the agenda and what was decided
    f"councils.{verb}" for verb in ("add_agenda_item", "withdraw_item", "call_item", "finish_item", "open_vote", "close_vote")
}

for one in (BodySubject, SeatSubject, RulesSubject, MeetingSubject, ItemSubject, VoteSubject, ResolutionSubject):
    subjects.register(one())
