#!/usr/bin/env bash
# with_postgres.sh COMMAND…: run a command with DATABASE_URL pointing at a PostgreSQL of its own, which ends with it.
# Uses the PostgreSQL named in TEST_POSTGRES_URL, if set. Exit 77: there is no PostgreSQL on this machine.
set -euo pipefail
if [ -n "${TEST_POSTGRES_URL:-}" ]; then exec env DATABASE_URL="$TEST_POSTGRES_URL" "$@"; fi
bin=$(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -x "${bin:-}/initdb" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /none/initdb)")
[ -x "$bin/initdb" ] || exit 77
dir=$(mktemp -d /tmp/quartier-pg.XXXXXX)
port=$((20000 + RANDOM % 20000))
as=()
if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; as=(runuser -u postgres --); fi
"${as[@]}" "$bin/initdb" -D "$dir/data" -U quartier -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -w -s -l "$dir/log" -o "-p $port -k $dir -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200" start
trap '"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop || true; rm -rf "$dir"' EXIT
DATABASE_URL="postgres://quartier@127.0.0.1:$port/postgres" "$@"
