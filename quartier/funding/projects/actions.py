"""Verbs about projects. The award tells what happens (see `grants.hooks`); people describe it and note milestones."""

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.funding.projects import models, rules
from quartier.funding.projects.steps import PROJECT
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import insist
from quartier.ground.files import actions as files
from quartier.ground.quarters import actions as quarters

# --- told by the award -----------------------------------------------------------------------------------------------


def start(award, *, by) -> models.Project | None:
    """The award is accepted: the project gets its page. A micro-grant only if the applicant agreed to be published."""
    if award.is_micro and not award.application.may_publish:
        return None
    project = models.Project(
        place=award.place, thread=award.thread, award=award, fund=award.fund, organisation=None if award.is_micro else award.organisation, title=award.title,
        text=_text(award), where=_where(award), contact=_contact(award), starts_on=award.starts_on, ends_on=award.ends_on,
        cents=award.cents, started_at=clock.now(),
    )  # fmt: skip
    with PROJECT.take("start", project, by=by) as project:
        project.save()
    return project


def _text(award) -> str:
    """A call was public; of an application only title, sum and year are (domain §7)."""
    return "" if award.is_micro else award.bid.call.tasks


def _where(award) -> str:
    return "" if award.is_micro else award.bid.call.where


def _contact(award) -> str:
    at = award.organisation
    return ", ".join(filter(None, [at.name, at.phone, at.email])) if at and at.shows_contact and not award.is_micro else ""


def follow(award, *, by) -> None:
    """A new last day."""
    models.Project.objects.filter(award=award).update(ends_on=award.ends_on)


def terminate(award, *, by) -> None:
    """The project ends before its time."""
    for project in _of(award, "running"):
        with PROJECT.take("stop", project, by=by) as project:
            project.ends_on = award.ends_on


def drop(award, *, by) -> None:
    """The award was lifted before anything happened."""
    for project in _of(award, "running"):
        with PROJECT.take("drop", project, by=by):
            pass


def end(award, *, by) -> None:
    """The accounts are done; what came of it is taken from the accepted report."""
    for project in _of(award, "running", "terminated"):
        with PROJECT.take("end", project, by=by) as project:
            project.was_terminated = project.state == "terminated"
            project.result = project.result or _result(award)


def _result(award) -> str:
    return award.proofs.filter(is_interim=False).values_list("summary", flat=True).first() or ""


def resume(award, *, by) -> None:
    """The award is open again."""
    for project in _of(award, "ended"):
        with PROJECT.take("resume", project, by=by, reason=_("Der Abschluss wurde zurückgenommen.")) as project:
            project.state = "terminated" if project.was_terminated else "running"


def _of(award, *states):
    return models.Project.objects.filter(award=award, state__in=states)


# --- told by people --------------------------------------------------------------------------------------------------


def describe(project, *, by, **content) -> models.Project:
    """Change what the page says: title, text, where, contact, result."""
    with PROJECT.take("describe", project, by=by) as project:
        for name, value in content.items():
            setattr(project, name, value)
        insist(rules.may_be_public(project), "title")
    quarters.touch(project.place_id)
    return project


def set_milestones(project, rows: list[dict], *, by) -> None:
    """Replace the milestones: rows {label, due_on, reached_on} in their order."""
    with transaction.atomic():
        project = models.Project.objects.select_for_update().get(pk=project.pk)
        for row in rows:
            insist(rules.reached_day_holds(None, reached_on=row.get("reached_on")), "milestones")
        project.milestones.all().delete()
        models.Milestone.objects.bulk_create([models.Milestone(project=project, **row) for row in rows])
        _record("projects.set_milestones", project, by, {"count": len(rows)})
    quarters.touch(project.place_id)


def add_picture(project, upload, *, alt: str, rights_holder: str, consent: str, by):
    """A picture for everybody. Raises Refused without words for it, its source, and the consent of who is on it."""
    with transaction.atomic():
        file = files.store(
            upload, about=project, purpose="photo", place=project.place, by=by, alt=alt, rights_holder=rights_holder, consent=consent,
            is_public=True,
        )  # fmt: skip
        _record("projects.add_picture", project, by, {"file": file.pk})
    quarters.touch(project.place_id)
    return file


def show_picture(project, file, *, is_public: bool, by):
    """Show a picture of a report on the project's page, or take it away again."""
    file = files.describe(file, by=by, is_public=is_public)
    quarters.touch(project.place_id)
    return file


def _record(act, project, by, data):
    log.record(act, about=project, place_id=project.place_id, thread_id=project.thread_id, by=by, data=data)
