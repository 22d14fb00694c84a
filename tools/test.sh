#!/usr/bin/env bash
# Everything: lint, then all tests on SQLite, then all that touch the database on PostgreSQL.
set -uo pipefail
cd "$(dirname "$0")/.."
BIN=.venv/bin
JOBS=${JOBS:-$(nproc 2>/dev/null || echo 2)}
# Walks of the whole house in a browser and over the demo take half an hour and stand apart: make proofs
APART=(--ignore=tests/guards/test_leaks.py --ignore=tests/guards/test_once.py --ignore=tests/guards/test_pages.py --ignore=tests/journeys)
tools/lint.sh || exit 1
echo "— Tests auf SQLite"
$BIN/python -m pytest -q -n "$JOBS" --dist loadgroup "${APART[@]}" "$@" || exit 1
echo "— Tests auf PostgreSQL"
tools/with_postgres.sh $BIN/python -m pytest -q -n "$JOBS" --dist loadgroup --database-only "${APART[@]}" --ignore=tests/test_demo.py "$@"
rc=$?
if [ $rc = 77 ]; then
  echo "PostgreSQL fehlt, seine Tests wurden ausgelassen: apt-get install postgresql"
  [ "${CI:-}" != true ] || exit 1
  rc=0
fi
exit $rc
