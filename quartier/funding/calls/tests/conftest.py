"""What tests of calls share: keys in a folder of their own."""

import pytest


@pytest.fixture(autouse=True)
def _keys_of_this_test(settings, tmp_path):
    settings.SECRET_DIR = tmp_path / "secrets"
