"""The office's post: letters to print and send off, mail that does not arrive."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from quartier.ground.access import may
from quartier.ground.files import views as files
from quartier.ground.notify import actions, queries


@may("notify.read")
def post(request, place):
    """What waits for the printer, what does not arrive, what went out last."""
    lists = {"waiting": queries.letters_to_print(place), "troubled": queries.troubled(place), "done": queries.letters_done(place)}
    return render(request, "notify/desk/post.html", lists)


@may("notify.read", message=queries.letter)
def letter(request, place, message):
    """The letter as PDF."""
    return files.serve(request, message.file)


@require_POST
@may("notify.mark_printed", message=queries.letter)
def printed(request, place, message):
    """Note that a letter was printed and sent off."""
    actions.mark_printed(message, by=request.user)
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
