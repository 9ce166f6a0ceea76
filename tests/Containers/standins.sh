#!/usr/bin/env bash
# Makes local stand-ins for the base images, tagged with the real names, in the engine at DOCKER_HOST, from the files of the
# packages that this machine has: no registry is asked. Kept in a cache folder for the next time.
set -euo pipefail
cd "$(dirname "$0")"

root=$(cd ../.. && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/yixun/containers
mkdir -p "$cache"

pin() { sed -n "s/^ARG $1=//p" "$root/docker/Dockerfile"; }
image() { sed -n "s/^ *image: .*\${YIXUN_REGISTRY:-}\($1:.*\)/\1/p" "$root"/docker/*.yaml | sort -u; }
declare -A names=(
  [aspnet]=$(pin ASPNET) [sdk]=$(pin SDK)
  [rabbitmq]=$(image rabbitmq) [redis]=$(image redis) [postgres]=$(image postgres)
)
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
version=$(cat standins.sh standins.Dockerfile ./*-entrypoint <(dotnet --version) <(printf '%s ' "${names[@]}") | sha256sum | cut -c1-16)
archive=$cache/standins-$version.tar
if [ -s "$archive" ]; then
  docker load -q -i "$archive"
  exit
fi

work=$(mktemp -d -p "$cache")
trap 'rm -rf "$work"' EXIT
mkdir "$work/context"

installed() { # packages: they and what they depend on, as far as this machine has it
  apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances "$@" |
    grep '^[a-z0-9]' | sort -u | { xargs dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null || true; } |
    sed -n 's/^installed //p' | grep -v '^libllvm'
}
files() { # packages: their files, by the paths behind Debian's links /bin, /sbin and /lib
  installed "$@" | xargs dpkg-query -L | sed -E 's:^/(bin|sbin|lib|lib64)/:/usr/\1/:' |
    grep -vE '^/(bin|sbin|lib|lib64|\.)$|^/usr/share/(doc|man|info|locale|lintian)/|/bitcode/|llvmjit' |
    while IFS= read -r file; do [ ! -e "$file" ] && [ ! -L "$file" ] || echo "${file#/}"; done | sort -u
}
pack() { tar --create --no-recursion --file="$work/context/$1.tar" --directory=/ --files-from="$work/$1"; }

files base-files bash coreutils dash findutils grep gzip hostname libc-bin login mawk passwd sed tar tzdata util-linux \
  base-passwd ca-certificates libgcc-s1 libicu72 libssl3 libstdc++6 zlib1g | cat - <(printf '%s\n' bin lib lib64 sbin) | sort -u >"$work/debian"
pack debian
for name in rabbitmq-server redis-server postgresql-15; do
  files $name | comm -23 - "$work/debian" >"$work/$name"
  pack $name
done
cp ./*-entrypoint "$work/context"
cp -L /etc/ssl/certs/ca-certificates.crt "$work/context"
cp -a "$dotnet" "$work/context/dotnet"
for name in "${!names[@]}"; do
  DOCKER_BUILDKIT=1 docker build --quiet --network none --file standins.Dockerfile --target "$name" --tag "${names[$name]}" "$work/context"
done
docker save "${names[@]}" -o "$archive.new"
rm -f "$cache"/standins-*.tar
mv "$archive.new" "$archive"
