#!/usr/bin/env bash
# Takes the platform to a hospital without internet, in one archive.
#
#   offline.sh save sqlserver|postgresql [FILE]   where there is internet, after docker/build.sh: images, compose files,
#                                                 manifests and documents, with checksums
#   offline.sh load FILE [FOLDER]                 at the hospital: checks, unpacks to FOLDER, loads the images
#   offline.sh push REGISTRY [FOLDER]             at the hospital, from the unpacked folder: retags for its registry, pushes
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fail() {
  echo "$1" >&2
  exit 1
}

variant() { # sqlserver|postgresql: its compose file
  case $1 in
    sqlserver) echo compose.yaml ;;
    postgresql) echo compose.postgresql.yaml ;;
    *) fail "用法 (usage): offline.sh save sqlserver|postgresql [文件 file]" ;;
  esac
}

images() { # folder, compose file: every image that it names, the tool's and the simulator's included
  cat "$1/services.yaml" "$1/$2" | sed -nE 's/^ +image: (&[a-z]+ )?(\$.*)$/\2/p' |
    sed -E 's/\$\{YIXUN_REGISTRY:-([^}]*)\}/\1/; s/\$\{YIXUN_VERSION:-([^}]*)\}/\1/' | sort -u
}

save() {
  local compose work name image version
  compose=$(variant "${1:-}")
  version=$(sed -n 's/.*YIXUN_VERSION:-\([^}]*\)}.*/\1/p' "$here/services.yaml" | head -1)
  local archive=${2:-yixun-$version-$1.tar.gz}
  [ ! -e "$archive" ] || fail "$archive 已存在，未改动 (exists and was left as it is)"
  work=$(mktemp -d "$archive.XXXXXX")
  trap 'rm -rf "'"$work"'"' EXIT
  name=$work/yixun-$version
  mkdir "$name"
  images "$here" "$compose" >"$name/images.txt"
  while read -r image; do
    docker image inspect "$image" >/dev/null 2>&1 || docker pull "$image" ||
      fail "没有镜像 $image：请先执行 docker/build.sh 并连上互联网 (build first, with the internet at hand)"
  done <"$name/images.txt"
  xargs docker save --output "$name/images.tar" <"$name/images.txt"
  mkdir "$name/docker"
  cp -r "$here"/*.yaml "$here"/*.sh "$here"/*.json "$here/example.env" "$here/database" "$name/docker/"
  cp -r "$here/../k8s" "$here/../docs" "$here/../LICENSE" "$name/"
  (cd "$name" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
  tar --create --use-compress-program="gzip -1" --file="$archive.new" --directory="$work" "yixun-$version"
  mv "$archive.new" "$archive"
  sha256sum "$archive" >"$archive.sha256"
  echo "$archive：$(du -h "$archive" | cut -f1)，$(wc -l <"$name/images.txt") 个镜像 (images)；请连同 $archive.sha256 一起带走 (take both)"
}

load() {
  local archive=${1:-} folder=${2:-.}
  [ -s "$archive" ] || fail "用法 (usage): offline.sh load 文件 [目录] (file, folder)"
  if [ -s "$archive.sha256" ]; then
    [ "$(cut -d' ' -f1 "$archive.sha256")" = "$(sha256sum "$archive" | cut -d' ' -f1)" ] ||
      fail "$archive 已损坏：校验和不符 (damaged: the checksum differs)"
  fi
  mkdir -p "$folder"
  local top
  top=$(tar --list --gzip --file="$archive" | sed -n '1s:/.*::p')
  [ ! -e "$folder/$top" ] || fail "$folder/$top 已存在，未改动 (exists and was left as it is)"
  tar --extract --gzip --file="$archive" --directory="$folder" --no-same-owner
  (cd "$folder/$top" && sha256sum --quiet --check SHA256SUMS) || fail "归档内容已损坏 (its contents are damaged)"
  docker load --quiet --input "$folder/$top/images.tar"
  rm "$folder/$top/images.tar"
  echo "已载入 (loaded)。接下来 (next): cd $folder/$top/docker；步骤见 (steps in) docs/containers.zh.md"
}

push() {
  local registry=${1:-} folder=${2:-$here/..} image target
  [ -n "$registry" ] && [ -s "$folder/images.txt" ] || fail "用法 (usage): offline.sh push 仓库 [解开的目录] (registry, unpacked folder)"
  while read -r image; do
    target=${registry%/}/${image#mcr.microsoft.com/}
    docker tag "$image" "$target"
    docker push "$target"
  done <"$folder/images.txt"
  echo "已推送 (pushed)；在 docker/.env 中设 YIXUN_REGISTRY=${registry%/}/ (set it in docker/.env)"
}

case ${1:-} in
  save | load | push) "$@" ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
esac
