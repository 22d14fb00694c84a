"""For everybody: is this letter ours? In the demo also the page that takes the place of all mailboxes."""

from django.shortcuts import render

from quartier.ground.access import public
from quartier.ground.files import views as files
from quartier.ground.notify import queries


@public
def check(request, place):
    """Type the code of a letter and learn whether we wrote it, when and about what."""
    code = request.GET.get("code", "").strip()
    letter = queries.by_code(code) if code else None
    return render(request, "notify/public/check.html", {"code": code, "letter": letter}, status=404 if code and not letter else 200)


@public
def outbox(request, place):
    """All mail and letters of the demo, newest first, with codes and links to click."""
    return render(request, "notify/public/outbox.html", {"messages_written": queries.newest()})


@public(message=queries.letter)
def outbox_letter(request, place, message):
    """A letter of the demo as PDF."""
    return files.serve(request, message.file)
