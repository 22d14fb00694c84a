"""Templates keep the strict Content-Security-Policy and none lies around unused."""

import re

from tests.guards import source

FORBIDDEN = {
    "inline style": re.compile(r"\sstyle="),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "event attribute": re.compile(r"\son[a-z]+=[\"']"),
    "third party": re.compile(r"""(src|href|action)=["']https?://(?!\{)"""),
}
FOUND_BY_NAME = re.compile(r"^(404|500|429|403|403_csrf)\.html$")


def test_no_inline_style_script_or_foreign_load():
    found = []
    for path in source.templates():
        if path.suffix not in (".html", ".svg"):
            continue
        text = path.read_text(encoding="utf-8")
        for what, pattern in FORBIDDEN.items():
            if what == "third party":
                text = re.sub(r"<a\b[^>]*>", "", text)
            if pattern.search(text):
                found.append(f"{path.relative_to(source.PACKAGE)}: {what}")
    assert found == []


def test_every_template_is_used():
    texts = [text for _p, _t, text in source.modules()] + [p.read_text(encoding="utf-8", errors="ignore") for p in source.templates()]
    everything = "\n".join(texts)
    unused = [str(name) for path in source.templates() if not _is_used(name := _name(path), everything)]
    assert unused == []


def _name(path):
    return path.relative_to(next(parent for parent in path.parents if parent.name == "templates"))


def _is_used(name, everything: str) -> bool:
    if name.parts[0] in ("account", "mfa", "usersessions", "allauth", "django"):
        return True  # found by the library that owns the name
    if name.parts[0] == "cotton":
        tag = ".".join(name.with_suffix("").parts[1:]).replace("_", "-")
        return bool(re.search(rf"<c-{re.escape(tag)}[\s/>]", everything))
    if FOUND_BY_NAME.match(name.name) or str(name) in everything or str(name.with_suffix("")) in everything:
        return True
    return f'"{name.parent}/{{' in everything  # one of a family, named by an f-string


def test_stylesheet_is_light_and_works_in_both_directions():
    css = (source.PACKAGE / "ground/ui/static/ui/quartier.css").read_text()
    assert len(css.encode()) < 60_000
    assert re.findall(r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)", css) == []
