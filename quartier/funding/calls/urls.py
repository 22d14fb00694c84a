"""Addresses of this app; each noun lists its own in `routes/`."""

from quartier.funding.calls.routes import applications, bids, briefs, calls, panel

_ALL = (applications, briefs, panel, calls, bids)  # `panel` before `calls`: its words stand where a call's verbs do


def _joined(mount: str) -> list:
    return [pattern for routes in _ALL for pattern in getattr(routes, mount, [])]


city, quarter, desk_city, desk = (_joined(mount) for mount in ("city", "quarter", "desk_city", "desk"))
