#!/usr/bin/env bash
# Sourced: a Docker Engine of the test's own. engine_start FOLDER [OPTION…] and engine_stop. Executed: ends with 0 when one
# starts here.

# Debian's client, which builds without a plugin of its own.
PATH=/usr/bin:$PATH

engine_start() {
  engine=$1
  shift
  mkdir -p "$engine"
  export DOCKER_HOST=unix://$engine/docker.sock
  dockerd --data-root "$engine/data" --exec-root "$engine/exec" --host "$DOCKER_HOST" --pidfile "$engine/dockerd.pid" \
    --exec-opt native.cgroupdriver=cgroupfs --default-ulimit nofile=16384:16384 "$@" >"$engine/dockerd.log" 2>&1 &
  engine_pid=$!
  local _
  for _ in $(seq 150); do
    ! docker version >/dev/null 2>&1 || return 0
    kill -0 $engine_pid 2>/dev/null || break
    sleep 0.2
  done
  tail -5 "$engine/dockerd.log" >&2
  echo "no Docker Engine can be started here (it needs root, cgroups and overlayfs)" >&2
  return 1
}

engine_stop() {
  [ -n "${engine_pid:-}" ] || return 0
  kill $engine_pid 2>/dev/null || true
  wait $engine_pid 2>/dev/null || true
  engine_pid=
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  folder=$(mktemp -d)
  trap 'engine_stop; rm -rf "$folder"' EXIT
  ip link set lo up && engine_start "$folder"
fi
