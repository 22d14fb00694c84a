"""What briefs, calls, bids and applications answer to lower floors."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.actors import queries as actors
from quartier.community.councils import agenda
from quartier.community.participation import ways
from quartier.funding.calls import application_pages, bid_pages, brief_pages, case_pages, models
from quartier.funding.calls.actions import application_letters, applications, briefs, letters
from quartier.funding.calls.queries import applications as application_queries
from quartier.funding.calls.queries import calls, panel
from quartier.ground.acts import drafts, subjects
from quartier.ground.notify import queries as posts
from quartier.ground.notify import recipients
from quartier.ground.workflow import queries as timeline
from quartier.ground.workflow import stages


class BriefSubject(subjects.Subject):
    kind = models.Brief.KIND
    model = models.Brief
    joins = ("place__parent__parent", "fund")

    def title(self, brief):
        return brief.title

    def address(self, brief):
        return f"/{brief.place.slug}/buero/eckpunkte/{brief.pk}/"

    def decided(self, brief, resolution, by):
        briefs.decide(brief, resolution, by=by)

    def undecided(self, brief, resolution, by, reason):
        briefs.undo_council(brief, resolution, by=by, reason=reason)


class CallSubject(subjects.Subject):
    kind = models.Call.KIND
    model = models.Call
    joins = ("place",)

    def title(self, call):
        return call.title

    def address(self, call):
        if call.state in ("drafted", "approved"):
            return f"/{call.place.slug}/buero/aufrufe/{call.pk}/"
        return f"/{call.place.slug}/foerderung/{call.pk}/"

    def public_page(self, entry, slug):
        return (_("Zum Aufruf"), f"/{slug}/foerderung/{entry.about_id}/") if entry.act == "calls.publish_call" else None

    def relations(self, call, person):
        return {"panelist"} if panel.sits_in(call.pk, person) else set()


class BidSubject(subjects.Subject):
    kind = models.Bid.KIND
    model = models.Bid
    joins = ("place", "call")
    file_act = "calls.read_bid_letters"

    def title(self, bid):
        return bid.call.title

    def address(self, bid):
        return f"/{bid.place.slug}/buero/bewerbungen/{bid.pk}/"

    def relations(self, bid, person):
        carrier = {"carrier"} if actors.acts_for(person, bid.organisation_id) else set()
        return carrier | ({"panelist"} if panel.sits_in(bid.call_id, person) else set())


class ApplicationSubject(subjects.Subject):
    kind = models.Application.KIND
    model = models.Application
    file_act = "calls.read_applicant"

    def get(self, pk):
        return application_queries.whole(pk)

    def title(self, application):
        return application.title

    def address(self, application):
        return f"/{application.place.slug}/buero/antraege/{application.pk}/"

    def relations(self, application, person):
        is_mine = person and application.person_id == person.pk
        return {"applicant"} if is_mine or actors.acts_for(person, application.organisation_id) else set()

    def decided(self, application, resolution, by):
        applications.decide(application, resolution, by=by)

    def undecided(self, application, resolution, by, reason):
        applications.undo_decision(application, resolution, by=by, reason=reason)


for subject in (BriefSubject(), CallSubject(), BidSubject(), ApplicationSubject()):
    subjects.register(subject)

agenda.offer(models.Brief.KIND, brief_pages.waiting_for_council, put=brief_pages.put_on_agenda)
agenda.describe(models.Brief.KIND, brief_pages.for_council)
agenda.offer(models.Application.KIND, application_queries.waiting_for_jury, put=applications.put_on_agenda)
agenda.describe(models.Application.KIND, application_pages.for_jury)
case_pages.own(models.Application.KIND, application_pages.head)
drafts.register(application_pages.DRAFT, application_pages.DRAFT_TITLE, application_pages.draft_address)
drafts.register(application_pages.DRAFT_OFFICE, application_pages.DRAFT_TITLE, application_pages.office_draft_address)
drafts.register(bid_pages.DRAFT, bid_pages.DRAFT_TITLE, bid_pages.draft_address)
ways.register(brief_pages.ways_on)
timeline.LABELS |= application_pages.LABELS | brief_pages.LABELS
posts.keep_closed(models.Bid.KIND, calls.unseen)
recipients.register(models.Bid.KIND, letters.lines_of)
recipients.register(models.Application.KIND, application_letters.lines_of)
for _kind, _stage in {
    models.Brief.KIND: stages.Stage(2, gettext_lazy("Eckpunkte"), "calls.brief", "brief", "calls.read"),
    models.Call.KIND: stages.Stage(3, gettext_lazy("Aufruf"), "calls.call_case", "call", "calls.read"),
    models.Application.KIND: stages.Stage(
        4, gettext_lazy("Antrag Aktionsfonds"), "calls.application", "application", "calls.read_applications"
    ),
}.items():
    stages.register(_kind, _stage)
