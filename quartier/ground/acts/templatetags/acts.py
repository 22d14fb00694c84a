"""`{% token %}`: the hidden field that each POST form carries."""

from django import template
from django.utils.html import format_html_join

from quartier.ground.acts import tokens

register = template.Library()
HIDDEN = '<input type="hidden" name="{}" value="{}">'


@register.simple_tag(takes_context=True)
def token(context, address=None):
    """The form token for the page's own path, or for the address that the form is sent to.

    On a page whose form saves itself (`drafts.context`) the draft's reference comes along.
    """
    fields = [(tokens.FIELD, _value(context, address))]
    if context.get("draft_address"):
        fields += _of_draft(context.get("draft"))
    return format_html_join("", HIDDEN, fields)


def _value(context, address) -> str:
    request = context.get("request")
    if request is None:
        return str(context.get("csrf_token", ""))
    return tokens.make(request, address) if address else str(context.get("csrf_token") or tokens.make(request))


@register.simple_tag
def draft_field(draft=None):
    """The reference of a draft alone, for forms that are put together by hand."""
    return format_html_join("", HIDDEN, _of_draft(draft))


def _of_draft(draft) -> list[tuple[str, str]]:
    fields = [("draft", draft.ref if draft else "")]
    return [*fields, ("draft_code", draft.code)] if draft and draft.code else fields
