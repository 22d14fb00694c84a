"""Addresses of the councils: public pages, the members' evening, the desk."""

from django.urls import path

from quartier.community.councils.views import desk as desk_views
from quartier.community.councils.views import lead, member, minutes, public, rules, seats

city = [
    path("meins/gremien/", member.mine, name="councils.mine"),
    path("meins/gremien/<int:seat>/name/", member.consent, name="councils.consent"),
]
quarter = [
    path("gremien/", public.list, name="councils.list"),
    path("gremien/sitzung/<int:meeting>/", public.meeting, name="councils.meeting"),
    path("gremien/sitzung/<int:meeting>/bildschirm/", lead.beamer, name="councils.beamer"),
    path("gremien/sitzung/<int:meeting>/dabei/", member.join, name="councils.join"),
    path("gremien/sitzung/<int:meeting>/leiten/", lead.run, name="councils.run"),
    path("gremien/sitzung/<int:meeting>/leiten/anwesenheit/", lead.attendance, name="councils.attendance"),
    path("gremien/sitzung/<int:meeting>/leiten/<slug:verb>/", lead.step, name="councils.meeting_step"),
    path("gremien/sitzung/<int:meeting>/protokoll/", minutes.read, name="councils.minutes"),
    path("gremien/sitzung/<int:meeting>/protokoll/schreiben/", minutes.write, name="councils.write_minutes"),
    path("gremien/sitzung/<int:meeting>/protokoll/<slug:verb>/", minutes.step, name="councils.minutes_step"),
    path("gremien/top/<int:item>/befangen/", member.bias, name="councils.bias"),
    path("gremien/top/<int:item>/aufrufen/", lead.call, name="councils.call_item"),
    path("gremien/top/<int:item>/erledigt/", lead.finish, name="councils.finish_item"),
    path("gremien/top/<int:item>/vertagen/", lead.defer, name="councils.defer_item"),
    path("gremien/top/<int:item>/befangenheit/", lead.biases, name="councils.biases"),
    path("gremien/top/<int:item>/abstimmen/", lead.open_vote, name="councils.open_vote"),
    path("gremien/abstimmung/<int:vote>/stimme/", member.cast, name="councils.cast"),
    path("gremien/abstimmung/<int:vote>/eintragen/", lead.record, name="councils.record"),
    path("gremien/abstimmung/<int:vote>/handzeichen/", lead.hands, name="councils.hands"),
    path("gremien/abstimmung/<int:vote>/schliessen/", lead.close_vote, name="councils.close_vote"),
    path("gremien/abstimmung/<int:vote>/abbrechen/", lead.cancel_vote, name="councils.cancel_vote"),
    path("gremien/beschluss/<int:resolution>/aufheben/", lead.annul, name="councils.annul"),
    path("gremien/<slug:body>/", public.body, name="councils.body"),
]
desk = [
    path("gremien/", desk_views.list, name="councils.desk"),
    path("gremien/neu/", desk_views.new, name="councils.new_body"),
    path("gremien/sitzung/<int:meeting>/", desk_views.meeting, name="councils.desk_meeting"),
    path("gremien/sitzung/<int:meeting>/bearbeiten/", desk_views.change_meeting, name="councils.change_meeting"),
    path("gremien/sitzung/<int:meeting>/aufnehmen/", desk_views.put_on_agenda, name="councils.put_on_agenda"),
    path("gremien/sitzung/<int:meeting>/punkt/", desk_views.new_item, name="councils.new_item"),
    path("gremien/sitzung/<int:meeting>/schritt/<slug:verb>/", desk_views.step, name="councils.desk_step"),
    path("gremien/top/<int:item>/", desk_views.change_item, name="councils.change_item"),
    path("gremien/top/<int:item>/ordnen/", desk_views.arrange, name="councils.arrange_item"),
    path("gremien/top/<int:item>/unterlage/", desk_views.paper, name="councils.paper"),
    path("gremien/sitz/<int:seat>/", seats.change, name="councils.change_seat"),
    path("gremien/sitz/<int:seat>/beenden/", seats.end, name="councils.end_seat"),
    path("gremien/<slug:body>/", desk_views.body, name="councils.desk_body"),
    path("gremien/<slug:body>/bearbeiten/", desk_views.change, name="councils.change_body"),
    path("gremien/<slug:body>/beenden/", desk_views.end, name="councils.end_body"),
    path("gremien/<slug:body>/regeln/", rules.rules, name="councils.rules"),
    path("gremien/<slug:body>/regeln/neu/", rules.adopt, name="councils.adopt_rules"),
    path("gremien/<slug:body>/regeln/<int:version>/zuruecknehmen/", rules.withdraw, name="councils.withdraw_rules"),
    path("gremien/<slug:body>/sitze/neu/", seats.new, name="councils.new_seat"),
    path("gremien/<slug:body>/sitzung/", desk_views.plan, name="councils.plan_meeting"),
]
