"""The yardstick: the same list as a usual Django project writes it, and a view that does nothing, under the same server.

Default middleware, a base template, `{% include %}` per row, `{% url %}`, the paginator with its count: five queries. It reads the
product's own rows through models of its own, so that both pages show the same fifty ideas.

    granian --interface wsgi bench_parts.plain:application
"""

import os

import django
from django.conf import settings
from django.core.paginator import Paginator
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

BASE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="/static/site.css"></head><body><header><a href="/">Start</a><nav><ul>
{% for place in neighbours %}<li><a href="{% url "ideas" place.slug %}">{{ place.name }}</a></li>{% endfor %}</ul></nav>
{% if user.is_authenticated %}<p>{{ user }}</p>{% else %}<p><a href="/anmelden/">Anmelden</a></p>{% endif %}</header>
{% if messages %}<ul>{% for message in messages %}<li>{{ message }}</li>{% endfor %}</ul>{% endif %}
<main>{% block content %}{% endblock %}</main>
<aside>{% for event in events %}<p>{{ event.starts_at|date:"j. F Y, H:i" }} {{ event.title }}</p>{% endfor %}</aside></body></html>"""
LIST = """{% extends "base.html" %}{% load i18n %}{% block title %}{{ quarter.name }}{% endblock %}{% block content %}
<h1>{% translate "Ideen" %}: {{ quarter.name }}</h1><p>{{ page.paginator.count }}</p>
<ul>{% for idea in page %}{% include "row.html" %}{% endfor %}</ul>
{% if page.has_next %}<a href="?page={{ page.next_page_number }}">{% translate "Weiter" %}</a>{% endif %}{% endblock %}"""
ROW = """{% load i18n %}<li class="idea {% cycle "odd" "even" %}">
<h2><a href="{% url "idea" idea.place.slug idea.pk %}">{{ idea.title }}</a></h2>
<blockquote>{{ idea.text|truncatewords:28|linebreaksbr }}</blockquote>
<p class="meta"><span class="tag">{{ idea.get_outcome_display }}</span>
<a href="{% url "ideas" idea.place.slug %}">{{ idea.place.name }}</a> <time>{{ idea.published_at|date:"j. F Y" }}</time>
{% blocktranslate count n=idea.support_count %}{{ n }} unterstützt das{% plural %}{{ n }} unterstützen das
{% endblocktranslate %}</p></li>"""
SHARED = "django.template.context_processors."
if not settings.configured:
    settings.configure(
        SECRET_KEY="bench",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LANGUAGE_CODE="de",
        USE_TZ=True,
        TIME_ZONE="Europe/Berlin",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ.get("BENCH_DATABASE", ""), "CONN_MAX_AGE": None}},
        INSTALLED_APPS=[f"django.contrib.{app}" for app in ("auth", "contenttypes", "sessions", "messages", "staticfiles")],
        STATIC_URL="/static/",
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [("django.template.loaders.locmem.Loader", {"base.html": BASE, "list.html": LIST, "row.html": ROW})],
                        )
                    ],
                    "context_processors": [
                        f"{SHARED}request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ],
                },
            }
        ],
    )
    django.setup()


class Place(models.Model):
    """A quarter, as far as the list shows it."""

    name = models.CharField(max_length=120)
    slug = models.SlugField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True)

    class Meta:
        app_label, managed, db_table = "plain", False, "quarters_place"


class Idea(models.Model):
    """An idea, as far as the list shows it."""

    OUTCOMES = [("", "Neu"), ("need", "Als Bedarf aufgenommen"), ("council_yes", "Der Rat ist dafür"), ("project", "Wird umgesetzt")]
    place = models.ForeignKey(Place, on_delete=models.PROTECT)
    state = models.CharField(max_length=12)
    outcome = models.CharField(max_length=12, choices=OUTCOMES)
    title = models.CharField(max_length=80)
    text = models.TextField()
    published_at = models.DateTimeField()
    support_count = models.PositiveIntegerField()

    class Meta:
        app_label, managed, db_table = "plain", False, "participation_idea"


class Event(models.Model):
    """An event, as far as the margin shows it."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT)
    state = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()

    class Meta:
        app_label, managed, db_table = "plain", False, "events_event"


def ideas(request, slug):
    """The list: quarter, neighbours, count, rows, events."""
    quarter = get_object_or_404(Place, slug=slug)
    rows = Idea.objects.filter(place=quarter, state__in=("published", "answered", "refused")).select_related("place")
    page = Paginator(rows.order_by("-published_at", "-id"), 50).get_page(request.GET.get("page"))
    neighbours = Place.objects.filter(parent=quarter.parent_id).order_by("name")
    events = Event.objects.filter(place=quarter, state="published").order_by("-starts_at")[:3]
    return render(request, "list.html", {"quarter": quarter, "page": page, "neighbours": neighbours, "events": events})


def empty(request):
    """Nothing: what framework and server alone cost."""
    return HttpResponse("")


urlpatterns = [
    path("leer/", empty),
    path("<slug:slug>/ideen/", ideas, name="ideas"),
    path("<slug:slug>/ideen/<int:pk>/", ideas, name="idea"),
]
application = get_wsgi_application()
