#!/bin/sh
# M7: overview, inbox and lists as the ledger grows. One engine at a time, never in the test command.
#
#     bench/growth.sh PROGRAM FOLDER [postgres://server/]
#
# Fills a database of its own for 10 k, 100 k and 1 M cases over a fifth as many premises, starts the program on it and runs
# bench/lists.py; then removes it. BENCH_SIZES names other sizes.
set -e
program=$1 folder=$2 server=$3
here=$(cd "$(dirname "$0")" && pwd)
python=$here/.peers/python/bin/python
[ -x "$python" ] || python=python3
port=${BENCH_PORT:-8203}
for cases in ${BENCH_SIZES:-10000 100000 1000000}; do
    data=$folder/growth-$cases
    rm -rf "$data"
    mkdir -p "$folder"
    if [ -n "$server" ]; then
        psql -q "${server}postgres" -c "DROP DATABASE IF EXISTS qutu_growth" -c "CREATE DATABASE qutu_growth"
        export QUTU_DATABASE="${server}qutu_growth"
        database=$QUTU_DATABASE
    else
        database=$data/qutu.db
    fi
    "$program" demo --seed-only --premises 60 --data "$data" >/dev/null
    "$python" "$here/load.py" "$database" --premises $((cases / 5)) --cases "$cases" --users 300 >"$data/sessions.jsonl"
    "$program" demo --data "$data" --port "$port" >"$data/log" 2>&1 &
    serving=$!
    sleep 5
    echo "== $cases cases"
    "$python" "$here/lists.py" "http://127.0.0.1:$port" "$data/sessions.jsonl" || true
    kill "$serving"
    wait "$serving" 2>/dev/null || true
    rm -rf "$data"
done
[ -z "$server" ] || psql -q "${server}postgres" -c "DROP DATABASE IF EXISTS qutu_growth"
