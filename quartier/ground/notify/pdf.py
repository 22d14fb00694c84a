"""PDF by Typst: our own templates and fonts only, data as JSON beside the source, tagged and accessible (PDF/UA-1)."""

import json
from pathlib import Path

from django.apps import apps
from django.conf import settings

from quartier.ground.acts import clock

FONTS = Path(__file__).parent / "typst" / "fonts"


def render(template: str, data: dict, title: str) -> bytes:
    """A PDF from a template: `notify/letter` is `typst/letter.typ` of the app `notify`. `title` names the document.

    Data never become source: they go in as JSON. Nothing is fetched, system fonts are ignored. Templates reach the base by
    `#import "/ground/notify/typst/base.typ"`. Raises typst.TypstError when the template is wrong.
    """
    import typst

    return typst.compile(
        str(_path(template)),
        root=str(settings.PACKAGE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str), "title": str(title) or "Dokument"},
        pdf_standards=["ua-1"],
        timestamp=int(clock.now().timestamp()),
    )


def _path(template: str) -> Path:
    app, _slash, name = template.partition("/")
    return Path(apps.get_app_config(app).path) / "typst" / f"{name}.typ"
