"""`{% token %}`: the hidden field that each POST form carries."""

from django import template
from django.utils.html import format_html

from quartier.ground.acts import tokens

register = template.Library()


@register.simple_tag(takes_context=True)
def token(context, address=None):
    """The form token for the page's own path, or for the address that the form is sent to."""
    value = tokens.make(context["request"], address) if address else str(context["csrf_token"])
    return format_html('<input type="hidden" name="{}" value="{}">', tokens.FIELD, value)
