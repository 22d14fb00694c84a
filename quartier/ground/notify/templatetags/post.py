"""Addresses of the post's pages, at a quarter or across them."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def post_url(place, name: str, message) -> str:
    """The address of a page of the post about a message, under the office that is looking."""
    where = {"quarter": place.slug} if place.is_quarter else {}
    return reverse(name, kwargs={**where, "message": message.pk})
