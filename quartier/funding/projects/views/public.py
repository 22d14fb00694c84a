"""Projects as everybody sees them, and their page as carrier and team write it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from quartier.funding.grants import story
from quartier.funding.projects import actions, forms, queries
from quartier.ground.access import may, public
from quartier.ground.access import queries as access
from quartier.ground.acts import clock, subjects
from quartier.ground.acts.keeping import kept
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import queries as workflow


@kept
@public
def projects(request, place):
    """All projects and funded actions of a quarter or of the whole city."""
    return render(request, "projects/public/list.html", {"page": queries.page(place, request.GET)})


@kept
@public(project=queries.public_project)
def project(request, place, project):
    """One project with its whole public story and its money."""
    tag, tone = queries.tag_of(project)
    context = {
        "project": project,
        "tag": tag,
        "tone": tone,
        "years": queries.years(project),
        "timeline": workflow.timeline(project.thread, public_only=True, case=project, slug=place.slug),
        "parts": story.money_parts(project.award),
        "milestones": project.milestones.all(),
        "pictures": queries.pictures(project),
        "summaries": queries.summaries(project),
        "today": clock.today(),
        "carrier_address": subjects.of(project.organisation).address(project.organisation) if project.organisation else "",
        "can_edit": request.user.is_authenticated and access.may(request.user, "projects.edit", project),
    }
    return render(request, "projects/public/project.html", context)


@may("projects.edit", project=queries.public_project)
def edit(request, place, project):
    """Change what the page says."""
    names = ("title", "text", "where", "contact", "result")
    initial = {
        **{name: getattr(project, name) for name in names},
        "milestones": list(project.milestones.values("label", "due_on", "reached_on")),
    }
    form = forms.DescribeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _described(form, project, request.user):
        return redirect(_address(project))
    context = {"form": form, "project": project, "photos": queries.photos_to_show(project)}
    return render(request, "projects/public/edit.html", context, status=422 if form.is_bound and form.errors else 200)


def _described(form, project, by) -> bool:
    said = dict(form.cleaned_data)
    rows = said.pop("milestones")
    try:
        actions.describe(project, by=by, **said)
        actions.set_milestones(project, rows, by=by)
        return True
    except Refused as refused:
        refused.onto(form)
        return False


@may("projects.edit", project=queries.public_project)
def picture(request, place, project):
    """A picture for everybody."""
    form = forms.PhotoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_picture(project, by=request.user, **form.cleaned_data)
            return redirect(_address(project, "projects.edit"))
        except Refused as refused:
            refused.onto(form)
    return render(
        request, "projects/public/picture.html", {"form": form, "project": project}, status=422 if form.is_bound and form.errors else 200
    )


@may("projects.edit", project=queries.public_project)
def show(request, place, project, file):
    """Show a picture of a report to everybody, or take it away again."""
    found = next((one for one in queries.photos_to_show(project) if one.pk == file), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.show_picture(project, found, is_public=not found.is_public, by=request.user)
        return redirect(_address(project, "projects.edit"))
    return render(request, "projects/public/show.html", {"file": found, "project": project})


def _address(project, name="projects.project") -> str:
    return reverse(name, kwargs={"quarter": project.place.slug, "project": project.pk})
