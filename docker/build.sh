#!/usr/bin/env bash
# Builds the images: functions, carrier-daemon, tool, carrier-simulator (and functions-azure with --azure), named
# yixun/NAME:VERSION. What follows -- goes to docker build, such as --network host or --build-arg ASPNET=…@sha256:…
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)
revision=$(git rev-parse --short=12 HEAD 2>/dev/null || true)
azure=
case ${1:-} in
  --azure) azure=1 && shift ;;
  --help | -h) sed -n '2,3s/^# //p' "$0" && exit ;;
esac
[ "${1:-}" != -- ] || shift

export DOCKER_BUILDKIT=1
build() { # dockerfile, name, arguments…
  local file=$1 name=$2
  shift 2
  docker build --file "docker/$file" --tag "yixun/$name:$version" \
    --build-arg VERSION="$version" --build-arg REVISION="$revision" "$@" .
}
for name in functions carrier-daemon tool carrier-simulator; do
  build Dockerfile "$name" --target "$name" "$@"
done
[ -z "$azure" ] || build functions-azure.Dockerfile functions-azure "$@"
