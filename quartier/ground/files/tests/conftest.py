import pytest

from quartier.ground.quarters.tests import factories


@pytest.fixture(autouse=True)
def disk(tmp_path, settings):
    """Each test has a disk of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def place(db):
    return factories.make_quarter()
