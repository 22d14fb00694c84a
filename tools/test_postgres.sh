#!/usr/bin/env bash
# All tests that touch the database, on the PostgreSQL in DATABASE_URL; tools/test.sh calls it with one of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTEST=(.venv/bin/python -m pytest -q -n "${JOBS:-2}" --database-only)
"${PYTEST[@]}" --dist loadgroup --ignore=tests/proofs/crash --ignore=tests/test_demo.py "$@"
"${PYTEST[@]}" tests/proofs/crash
