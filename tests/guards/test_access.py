"""Each address says who may: a view without a declared access fails here."""

from django.urls import URLPattern, get_resolver

from quartier.ground.access import library


def _patterns(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, pattern
        else:
            yield from _patterns(pattern, path)


def test_every_view_declares_its_access():
    undeclared = [
        f"/{path} ({pattern.name})"
        for path, pattern in _patterns(get_resolver())
        if not hasattr(pattern.callback, "access") and library.mark_of(pattern.callback, pattern.name) is None
    ]
    assert undeclared == []


def test_names_of_addresses_are_unique():
    mounts = ("buero/", "<slug:quarter>/buero/", "<slug:quarter>/", "")  # the same word may stand once at each of them
    named = [(path, p.name) for path, p in _patterns(get_resolver()) if p.name and "." in p.name]
    keys = [(next(m for m in mounts if path.startswith(m)), name) for path, name in named]
    assert sorted(keys) == sorted(set(keys))


def test_every_act_that_a_view_asks_for_stands_in_the_table():
    from quartier.ground.access.table import TABLE

    asked = {getattr(getattr(p.callback, "access", None), "act", None) for _path, p in _patterns(get_resolver())} - {None}
    assert sorted(asked - set(TABLE)) == []
