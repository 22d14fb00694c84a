from io import StringIO
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from quartier.ground.workflow import docs, where
from quartier.ground.workflow.tests import matter


def test_the_drawing_is_well_formed_and_says_everything():
    svg = docs.diagram_svg(matter.STEPS)
    root = ElementTree.fromstring(svg)
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert (names[0], names[1], names[2]) == ("svg", "title", "desc")
    assert "Bewilligen: eingereicht → bewilligt." in svg
    assert all(str(step.label) in svg for step in matter.STEPS)


def test_the_table_has_a_row_per_step():
    lines = docs.steps_markdown(matter.STEPS).splitlines()
    assert len(lines) == 2 + len(matter.STEPS.steps)
    assert lines[3] == (
        "| `send` | Einreichen | Entwurf | eingereicht | hat es geschrieben (`author`), Quartiersteam (`team_member`)"
        " | has title | Eingereicht. |"
    )


def test_where_names_view_template_and_tests(db):
    out = StringIO()
    call_command("where", "http://localhost:8000/dateien/7/plan.pdf?x=1", stdout=out)
    said = out.getvalue()
    assert "quartier.ground.files" in said
    assert "quartier/ground/files/views.py:" in said
    assert "public" in said


def test_where_says_when_there_is_no_page(db):
    assert where.find("/gibt/es/nicht/hier/") is None
    with pytest.raises(CommandError, match="Keine Seite hat den Pfad"):
        call_command("where", "/gibt/es/nicht/hier/")
