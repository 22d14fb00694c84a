#!/usr/bin/env bash
# Format, lint, import contracts, migrations, generated pages.
set -euo pipefail
cd "$(dirname "$0")/.."
export QUARTIER_MODE=test DJANGO_SETTINGS_MODULE=tests.settings
BIN=.venv/bin
$BIN/ruff format --check --quiet quartier tests tools conftest.py || { echo "Format: make fix"; exit 1; }
$BIN/ruff check --quiet quartier tests tools conftest.py
$BIN/lint-imports --no-cache > /tmp/quartier-imports.$$ || { cat /tmp/quartier-imports.$$; rm -f /tmp/quartier-imports.$$; exit 1; }
rm -f /tmp/quartier-imports.$$
$BIN/python -m django makemigrations --check --dry-run -v 0 || { echo "Es fehlt eine Migration: quartier makemigrations"; exit 1; }
$BIN/python tools/reference.py --check
echo "lint: in Ordnung"
