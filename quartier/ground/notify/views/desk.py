"""The office's post: letters to print and send off, mail that does not arrive."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from quartier.ground.access import may
from quartier.ground.access import queries as access
from quartier.ground.files import views as files
from quartier.ground.notify import actions, queries, recipients
from quartier.ground.notify.models import Message

PER_PAGE = 50


@may("notify.read")
def post(request, place):
    """What waits for the printer, what does not arrive, what went out last; letters only for those who may know to whom one writes."""
    context = {"troubled": queries.troubled(place), "reads_letters": access.may(request.user, "notify.read_letters", place)}
    if context["reads_letters"]:
        page = Paginator(queries.letters_to_print(place), PER_PAGE).get_page(request.GET.get("seite"))
        context |= {"page": page, "waiting": _lines(page.object_list), "done": queries.letters_done(place)}
    return render(request, "notify/desk/post.html", context)


def _lines(messages) -> list[dict]:
    """Waiting letters, each with the address of today and whether the post can deliver it."""
    messages = list(messages)
    lines = recipients.current(messages)
    return [
        {"message": row, "to": lines[row.pk], "mark": recipients.mark(lines[row.pk]), "is_posted": recipients.can_be_posted(lines[row.pk])}
        for row in messages
    ]


@may("notify.read_letters", message=queries.letter)
def letter(request, place, message):
    """The letter as PDF; one that waits with the address of today."""
    if message.state == Message.State.WAITING and message.content:
        (lines,) = recipients.current([message]).values()
        if lines != message.to.splitlines():
            return _pdf(actions.as_of_today(message, lines), message.file.name)
    return files.serve(request, message.file)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
    response["Content-Security-Policy"], response["Cache-Control"] = "default-src 'none'", "private, no-store"
    return response


@require_POST
@may("notify.mark_printed", message=queries.letter)
def printed(request, place, message):
    """Note that a letter was printed and sent off."""
    actions.mark_printed(message, by=request.user, seen=request.POST.get("anschrift", ""))
    return redirect(address(place))


@require_POST
@may("notify.try_again", message=queries.mail)
def again(request, place, message):
    """Send a failed mail once more."""
    actions.try_again(message, by=request.user)
    return redirect(address(place))


def address(place) -> str:
    """The page of the post of a place."""
    return reverse("notify.post", kwargs={"quarter": place.slug}) if place.is_quarter else reverse("notify.post")
