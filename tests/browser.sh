#!/usr/bin/env bash
# Starts the platform as a new user does, and walks through it in a real browser.
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(mktemp -d)
out=$data/run.json
./run --json --port 0 --data "$data/data" >"$out" &
pid=$!
trap 'kill $pid 2>/dev/null || true; wait $pid 2>/dev/null || true; rm -rf "$data"' EXIT
for _ in $(seq 240); do
  [ -s "$out" ] && break
  kill -0 $pid || { echo "the platform did not start"; exit 1; }
  sleep 1
done
YIXUN_RUN_JSON=$(cat "$out") npm --prefix tests/Browser test
