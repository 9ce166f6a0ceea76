#!/usr/bin/env bash
# Builds the images, packs them for a hospital without internet, unpacks them there (an engine of its own in a network of its
# own, without any way out), starts the compose stack with PostgreSQL, stops one container after the other under load, and
# looks at the record. Both engines are this test's own and end with it. As root.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/Containers/engine.sh

if [ "${1:-}" != site ]; then
  [ "$(id -u)" = 0 ] || { echo "needs root: it starts a Docker Engine of its own" >&2 && exit 1; }
  for program in dockerd docker-compose unshare; do
    command -v $program >/dev/null || { echo "$program is missing: apt-get install docker.io docker-compose iptables" >&2 && exit 1; }
  done
  work=$(mktemp -d "${TMPDIR:-/tmp}/yixun-containers.XXXXXX")
  trap 'engine_stop; rm -rf "$work"' EXIT

  dotnet build tests/Containers -c Release -m:2 -v quiet
  engine_start "$work/builder" --bridge=none --iptables=false --ip6tables=false --ip-masq=false
  tests/Containers/standins.sh
  docker/build.sh -- --quiet --network host
  docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}' | sort
  docker/offline.sh save postgresql "$work/yixun.tar.gz"
  engine_stop
  rm -rf "$work/builder"
  # Not exec: what is left is removed after it.
  unshare --net "$PWD/tests/containers.sh" site "$work"
  exit
fi

work=$2
ip link set lo up
trap 'code=$?; [ $code = 0 ] || failed; compose down --timeout 5 >/dev/null 2>&1 || true; engine_stop; exit $code' EXIT
compose() { docker-compose "${files[@]}" "$@"; }
failed() {
  compose ps || true
  compose logs --tail=15 || true
}
files=()

engine_start "$work/site"
# A byte that changed on the way is noticed, before anything is loaded.
cp "$work/yixun.tar.gz" "$work/damaged.tar.gz"
cp "$work/yixun.tar.gz.sha256" "$work/damaged.tar.gz.sha256"
printf 'x' | dd of="$work/damaged.tar.gz" bs=1 seek=100000 conv=notrunc status=none
! docker/offline.sh load "$work/damaged.tar.gz" "$work/damaged" 2>/dev/null || { echo "a damaged archive was loaded" >&2 && exit 1; }
rm -f "$work"/damaged.tar.gz*

docker/offline.sh load "$work/yixun.tar.gz" "$work"
cd "$work"/yixun-*/docker
cp example.env .env
mkdir -p ../tests && cp -r "$OLDPWD/tests/Containers" ../tests/
./make-secrets.sh postgresql
! ./make-secrets.sh postgresql 2>/dev/null || { echo "secrets were overwritten" >&2 && exit 1; }
files=(-f compose.postgresql.yaml -f ../tests/Containers/compose.test.yaml)
export COMPOSE_PROFILES=demo
compose up -d
for service in functions carrier-daemon carriers; do
  for _ in $(seq 120); do
    health=$(docker inspect --format '{{.State.Health.Status}}' "$(compose ps -q $service)")
    [ "$health" != healthy ] || break
    sleep 0.5
  done
  [ "$health" = healthy ] || { echo "$service is $health" >&2 && exit 1; }
done
dotnet "$OLDPWD/tests/Containers/bin/Release/net10.0/Yixun.Containers.dll" http://127.0.0.1:8080 http://127.0.0.1:5080 "$PWD/secrets" \
  docker-compose "${files[@]}"
