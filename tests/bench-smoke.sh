#!/usr/bin/env bash
# Runs every benchmark for a moment, to show that it runs and prints figures that a machine can read. No figure is judged.
set -euo pipefail
cd "$(dirname "$0")/.."
figures=$(mktemp)
trap 'rm -f "$figures"' EXIT
YIXUN_BENCH_SMOKE=1 ./bench >/dev/null # builds, and lists what can be measured
measure() { dotnet artifacts/loadtest/Yixun.LoadTest.dll "$@"; }
measure road single --runs 1 --seconds 3 --warm-up 2 >>"$figures"
measure road --profile production --runs 1 --seconds 3 --warm-up 2 >>"$figures"
measure critical --runs 1 --seconds 2 --warm-up 1 --messages 5000 >>"$figures"
measure latency --runs 1 --seconds 2 --warm-up 1 --rate 200 >>"$figures"
measure chaos --kills 1 --messages 2000 >>"$figures"
measure backlog --messages 5000 --seconds 3 >>"$figures"
measure fuzz --inputs 5000 >>"$figures"
measure soak --minutes 1 --rate 1000 >>"$figures"
for name in road 'road cpu' 'road production' single 'critical p99' 'latency accept p99' 'chaos lost' 'backlog memory' fuzz 'soak memory'; do
  node -e '
    const figures = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map((line) => JSON.parse(line));
    const figure = figures.find((each) => each.name === process.argv[2]);
    const isRight = figure && figure.unit && figure.machine && Number.isFinite(figure.median) && figure.runs.length > 0;
    if (!isRight) { console.error("no figure " + process.argv[2]); process.exit(1); }
  ' "$figures" "$name"
done
