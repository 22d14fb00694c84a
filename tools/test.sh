#!/usr/bin/env bash
# Everything: lint, then all tests on SQLite, then all that touch the database on PostgreSQL.
set -uo pipefail
cd "$(dirname "$0")/.."
BIN=.venv/bin
JOBS=${JOBS:-$(nproc 2>/dev/null || echo 2)}
# Walks of the whole house in a browser and over the demo take long and stand apart: make proofs
APART=(--ignore=tests/guards/test_leaks.py --ignore=tests/guards/test_once.py --ignore=tests/guards/test_pages.py --ignore=tests/guards/test_queries.py --ignore=tests/journeys
  --ignore=tests/proofs/test_demo_days.py --deselect tests/test_demo.py::test_each_phase_that_follows_from_the_clock_can_be_seen
  --deselect tests/test_demo.py::test_nobody_is_kept_waiting_for_weeks --deselect tests/test_demo.py::test_the_same_day_gives_the_same_demo_on_both_engines)
PYTEST=("$BIN/python" -m pytest -q -n "$JOBS")
tools/lint.sh || exit 1
echo "— Tests auf SQLite"
"${PYTEST[@]}" --dist loadgroup --ignore=tests/proofs/crash "${APART[@]}" "$@" || exit 1
echo "— Abstürze auf SQLite" # processes of their own: forked children must find no threads of earlier tests missing
"${PYTEST[@]}" tests/proofs/crash || exit 1
echo "— Tests und Abstürze auf PostgreSQL"
export JOBS
tools/with_postgres.sh tools/test_postgres.sh "${APART[@]}" "$@"
rc=$?
if [ $rc = 77 ]; then
  echo "PostgreSQL fehlt, seine Tests wurden ausgelassen: apt-get install postgresql"
  [ "${CI:-}" != true ] || exit 1
  rc=0
fi
exit $rc
