"""Coming back to a draft by its code."""

from django.shortcuts import render

from quartier.ground.acts import drafts, forms, limits
from quartier.ground.acts.marks import public


@public
def enter(request, place):
    """The page to type a code into; a right one leads to the form by one more button, so that the code stands in no address."""
    form = forms.CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = drafts.load(form.cleaned_data["code"], tries_by=limits.client(request))
        known = drafts.form_of(draft) if draft else None
        if known:
            return render(request, "acts/public/found.html", {"draft": draft, "title": known.title, "address": known.address(draft)})
        form.not_found()
    return render(request, "acts/public/enter.html", {"form": form}, status=422 if form.errors else 200)
