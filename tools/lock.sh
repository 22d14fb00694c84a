#!/usr/bin/env bash
# Write both lock files anew from pyproject.toml: every version with its hashes, for all platforms and Pythons from 3.11.
set -euo pipefail
cd "$(dirname "$0")/.."
test -x .venv/bin/uv || .venv/bin/python -m pip install -q uv
.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --extra postgres pyproject.toml -o requirements.lock
.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --extra postgres --group dev pyproject.toml -o requirements-dev.lock
