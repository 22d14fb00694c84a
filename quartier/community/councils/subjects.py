"""What bodies, seats, meetings, items, votes and resolutions answer to lower floors."""

from django.urls import reverse

from quartier.community.councils import models, queries
from quartier.ground.access import queries as access
from quartier.ground.acts import subjects


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


for one in (BodySubject, SeatSubject, RulesSubject, MeetingSubject, ItemSubject, VoteSubject, ResolutionSubject):
    subjects.register(one())
