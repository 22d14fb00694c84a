"""What every template gets from acts."""

from django.utils.functional import SimpleLazyObject

from quartier.ground.acts import tokens as form_tokens


def tokens(request):
    """`csrf_token`: the form token for the page's own path, made only if a form asks for it. Takes the place of Django's."""
    return {"csrf_token": SimpleLazyObject(lambda: form_tokens.make(request))}
