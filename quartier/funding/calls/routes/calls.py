"""Addresses of calls: for everybody, and at the desk."""

from django.urls import path

from quartier.funding.calls.views import calls, public

city = [path("foerderung/", public.money, name="calls.money")]
quarter = [
    path("foerderung/", public.money, name="calls.money"),
    path("foerderung/<int:call>/", public.call, name="calls.call"),
    path("foerderung/<int:call>/frage/", public.ask, name="calls.ask"),
    path("foerderung/<int:call>/frage/gesendet/", public.asked, name="calls.asked"),
    path("foerderung/<int:call>/skizze.pdf", public.sketch_form, name="calls.sketch_form"),
    path("foerderung/<int:call>/finanzplan.pdf", public.plan_form, name="calls.plan_form"),
]
desk = [
    path("aufrufe/", calls.calls, name="calls.calls"),
    path("aufrufe/neu/", calls.new, name="calls.call_new"),
    path("aufrufe/<int:call>/", calls.call, name="calls.call_case"),
    path("aufrufe/<int:call>/fragen/<int:question>/", calls.answer, name="calls.answer"),
    path("aufrufe/<int:call>/brief/", calls.enter_bid, name="calls.enter_bid"),
    path("aufrufe/<int:call>/<slug:verb>/", calls.step, name="calls.call_step"),
]
