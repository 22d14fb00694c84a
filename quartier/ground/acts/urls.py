from django.urls import path

from quartier.ground.acts.views import drafts, public

city = [
    path("protokoll/", public.protocol, name="acts.protocol"),
    path("protokoll/kopf.json", public.heads, name="acts.heads"),
    path("acts/aufgabe.json", public.task, name="acts.task"),
    path("entwurf/", drafts.enter, name="acts.draft"),
]
