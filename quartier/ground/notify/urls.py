from django.conf import settings
from django.urls import path

from quartier.ground.notify.views import desk as views
from quartier.ground.notify.views import public

_demo = [
    path("demo/postfach/", public.outbox, name="notify.outbox"),
    path("demo/postfach/<int:message>/brief.pdf", public.outbox_letter, name="notify.outbox_letter"),
]
city = [path("brief/", public.check, name="notify.check"), *(_demo if settings.IS_DEMO or settings.IS_TEST else [])]
desk = [
    path("post/", views.post, name="notify.post"),
    path("post/<int:message>/brief.pdf", views.letter, name="notify.letter"),
    path("post/<int:message>/abgesendet/", views.printed, name="notify.printed"),
    path("post/<int:message>/noch-einmal/", views.again, name="notify.again"),
]
desk_city = desk
