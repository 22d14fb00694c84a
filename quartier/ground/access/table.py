"""THE access table: act → who may. Roles count at the object's place or above it, relations to the object itself.

Each app has its section; nothing else in the house decides who sees or edits. Who takes a step stands in the app's `steps.py`.
An act is `<app>.<verb>`; an act that is not listed here is an error, never a silent no.
"""

from quartier.ground.access.roles import STAFF

TEAM = frozenset({"team_member", "team_lead"})
DISTRICT = frozenset({"district_coordinator"})
GRANTING = frozenset({"granting_officer"})
STATE = frozenset({"state_coordinator"})
OPERATOR = frozenset({"operator"})
AUDITOR = frozenset({"auditor"})
SERVICE = frozenset({"service_provider"})
ADMINISTRATION = DISTRICT | GRANTING | STATE | SERVICE
EVERY_STAFF = TEAM | frozenset({"editor", "specialist_dept"}) | ADMINISTRATION | OPERATOR | AUDITOR

TABLE: dict[str, frozenset[str]] = {
    # ground.access: roles and who gives them
    "access.people": TEAM | DISTRICT | GRANTING | STATE | OPERATOR | AUDITOR,
    "access.give_role": frozenset({"team_lead", "district_coordinator", "state_coordinator", "operator"}),
    "access.end_role": frozenset({"team_lead", "district_coordinator", "state_coordinator", "operator", "self"}),
    # ground.files: who may see a private file is asked of what it belongs to
    "files.read": frozenset({"reader"}),
    # ground.notify: letters tell who has applied, so those read them who may know that; mail that does not arrive
    "notify.read": TEAM | ADMINISTRATION | OPERATOR | AUDITOR,
    "notify.read_letters": TEAM | DISTRICT | GRANTING | AUDITOR,
    "notify.mark_printed": TEAM | DISTRICT | GRANTING,
    "notify.try_again": TEAM | DISTRICT | GRANTING | STATE | OPERATOR,
    # community.actors: organisations and their people
    "actors.read": TEAM | ADMINISTRATION | OPERATOR | AUDITOR | {"editor", "carrier"},
    "actors.edit": TEAM | DISTRICT | STATE | OPERATOR,
    # community.participation: ideas
    "participation.read": TEAM | ADMINISTRATION | AUDITOR | {"specialist_dept"},
    "participation.enter": TEAM,
    "participation.moderate": TEAM,
    "participation.own": frozenset({"author"}),
    # community.events: the calendar
    "events.read": TEAM | ADMINISTRATION | AUDITOR | {"editor"},
    "events.write": TEAM | {"editor"},
    "events.bookings": TEAM,
    # community.councils: bodies, meetings, votes; a member votes, the chair leads, the team prepares and never votes
    "councils.desk": TEAM | DISTRICT | STATE | AUDITOR,
    "councils.manage": TEAM,
    "councils.rules": TEAM | DISTRICT,
    "councils.run": TEAM | {"chair"},
    "councils.take_part": TEAM | DISTRICT | STATE | AUDITOR | {"member", "chair"},
    "councils.vote": frozenset({"member"}),
    "councils.read_minutes": TEAM | DISTRICT | STATE | AUDITOR | {"member", "chair"},
    "councils.bias_reason": frozenset({"chair"}),
    "councils.own_seat": frozenset({"self"}),
    # ground.quarters: places, their offices, lists from outside
    "quarters.read": EVERY_STAFF,
    "quarters.edit": TEAM | STATE | OPERATOR,
    "quarters.steer": frozenset({"team_lead"}) | DISTRICT | STATE | OPERATOR,
    "quarters.import": STATE | OPERATOR,
    # funding.budgets: pots, transfers, rules of funds
    "budgets.read": TEAM | ADMINISTRATION | AUDITOR,
    "budgets.allot": GRANTING | STATE,
    "budgets.move": GRANTING | STATE,
    "budgets.correct": GRANTING | STATE,
    "budgets.change_rules": DISTRICT | GRANTING | STATE,
    # funding.calls: applications of the Aktionsfonds; who applies is private, the jury sees the matter on its agenda
    "calls.read_applications": TEAM | ADMINISTRATION | AUDITOR,
    "calls.enter_application": TEAM,
    "calls.check_application": TEAM,
    # funding.calls: briefs, calls, bids (nobody reads a sealed one), the panel
    "calls.read": TEAM | ADMINISTRATION | AUDITOR | {"specialist_dept"},
    "calls.write": TEAM,
    "calls.read_bids": TEAM | ADMINISTRATION | AUDITOR | {"specialist_dept", "panelist"},
    "calls.score": frozenset({"panelist"}),
    "calls.bias_reason": frozenset({"team_lead"}) | DISTRICT,
    "calls.own_bid": frozenset({"carrier"}),
    "calls.read_bid_letters": TEAM | DISTRICT | GRANTING | AUDITOR | {"carrier"},
    "calls.read_applicant": TEAM | GRANTING | DISTRICT | AUDITOR | {"applicant"},
    # funding.grants: awards, payments, proofs; who signs and pays stands in the steps and in the fund's rules
    "grants.read": TEAM | ADMINISTRATION | AUDITOR,
    "grants.see_bank": TEAM | GRANTING | AUDITOR | {"grantee"},
    "grants.prepare": TEAM | GRANTING,
    "grants.pay": TEAM | GRANTING,
    "grants.check": TEAM | GRANTING,
    "grants.own": frozenset({"grantee"}),
    "grants.audit_file": TEAM | DISTRICT | GRANTING | AUDITOR,
    # funding.projects: what everybody sees of a project
    "projects.read": TEAM | ADMINISTRATION | AUDITOR,
    "projects.edit": TEAM | {"grantee"},
    # surfaces.desk: what waits for staff, all cases of a quarter
    "desk.read": EVERY_STAFF,
    "desk.cases": TEAM | ADMINISTRATION | AUDITOR | {"specialist_dept"},
}

# Who gives and ends which role: giver → roles. A role is given at the giver's own place or below it.
GIVES: dict[str, frozenset[str]] = {
    "team_lead": frozenset({"team_member", "editor"}),
    "district_coordinator": frozenset({"team_lead", "team_member", "editor", "specialist_dept"}),
    "state_coordinator": STAFF,
    "operator": STAFF,
}
