"""What briefs, calls, bids and applications answer to lower floors."""

from quartier.community.actors import queries as actors
from quartier.funding.calls import models
from quartier.funding.calls.actions import applications, briefs
from quartier.ground.acts import subjects


class BriefSubject(subjects.Subject):
    kind = models.Brief.KIND
    model = models.Brief

    def title(self, brief):
        return brief.title

    def address(self, brief):
        return f"/{brief.place.slug}/buero/eckpunkte/{brief.pk}/"

    def decided(self, brief, resolution, by):
        briefs.decide(brief, resolution, by=by)


class CallSubject(subjects.Subject):
    kind = models.Call.KIND
    model = models.Call

    def title(self, call):
        return call.title

    def address(self, call):
        return f"/{call.place.slug}/foerderung/{call.pk}/"

    def relations(self, call, person):
        return {"panelist"} if call.panel.filter(person=person).exists() else set()


class BidSubject(subjects.Subject):
    kind = models.Bid.KIND
    model = models.Bid

    def title(self, bid):
        return bid.call.title

    def address(self, bid):
        return f"/{bid.place.slug}/buero/bewerbungen/{bid.pk}/"

    def relations(self, bid, person):
        carrier = {"carrier"} if actors.acts_for(person, bid.organisation_id) else set()
        return carrier | ({"panelist"} if bid.call.panel.filter(person=person).exists() else set())


class ApplicationSubject(subjects.Subject):
    kind = models.Application.KIND
    model = models.Application

    def title(self, application):
        return application.title

    def address(self, application):
        return f"/{application.place.slug}/buero/antraege/{application.pk}/"

    def relations(self, application, person):
        is_mine = person and application.person_id == person.pk
        is_ours = application.organisation_id and actors.acts_for(person, application.organisation_id)
        return {"applicant"} if is_mine or is_ours else set()

    def decided(self, application, resolution, by):
        applications.decide(application, resolution, by=by)


for subject in (BriefSubject(), CallSubject(), BidSubject(), ApplicationSubject()):
    subjects.register(subject)
