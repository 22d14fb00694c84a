import pytest


@pytest.fixture(autouse=True)
def _disk(tmp_path, settings):
    """Files of a test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
