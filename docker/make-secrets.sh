#!/usr/bin/env bash
# make-secrets.sh sqlserver|postgresql: makes the passwords and keys of a new installation in docker/secrets (or the folder
# named second): random, each readable by the one container that needs it. Never touches what is there. As root.
set -euo pipefail
umask 077
fail() {
  echo "$1" >&2
  exit 1
}

case ${1:-} in
  sqlserver) server=10001 ;;
  postgresql) server=999 ;;
  *) fail "用法 (usage): make-secrets.sh sqlserver|postgresql [目录 folder]" ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
folder=${2:-$here/secrets}
[ "$(id -u)" = 0 ] || fail "请用 root 执行：文件要交给容器中的用户 (run as root: the files belong to the containers' users)"
[ ! -e "$folder" ] || fail "$folder 已存在，未改动 (exists and was left as it is)"
version=$(sed -n 's/.*YIXUN_VERSION:-\([^}]*\)}.*/\1/p' "$here/services.yaml" | head -1)
registry=${YIXUN_REGISTRY:-}
if [ -f "$here/.env" ]; then
  version=$(sed -n 's/^YIXUN_VERSION=//p' "$here/.env" | grep . || echo "$version")
  [ -n "$registry" ] || registry=$(sed -n 's/^YIXUN_REGISTRY=//p' "$here/.env")
fi
tool=${registry}yixun/tool:${YIXUN_VERSION:-$version}
docker image inspect "$tool" >/dev/null 2>&1 || docker pull "$tool" >&2 ||
  fail "没有镜像 $tool：请先构建或载入 (build or load the images first)"

random() { # 32 letters and digits, 190 bits; SQL Server asks for a capital, a small letter and a digit
  local text=
  while ! [[ $text =~ [A-Z] && $text =~ [a-z] && $text =~ [0-9] ]]; do
    text=$(head -c 512 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | cut -c1-32)
  done
  printf '%s' "$text"
}

work=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$work"' EXIT
put() { # name, owner in the container, text
  printf '%s' "$3" >"$work/$1"
  chown "$2:$2" "$work/$1"
  chmod 0400 "$work/$1"
}
app=1654
part=999
database=$(random)
rabbitmq=$(random)
redis=$(random)
put database-admin $server "$(random)"
put database-user $server "$database"
if [ "$1" = sqlserver ]; then
  put database-connection $app "Server=database;Database=yixun;User Id=yixun;Password=$database;Encrypt=True;TrustServerCertificate=True"
else
  put database-connection $app "Host=database;Database=yixun;Username=yixun;Password=$database"
fi
put rabbitmq-user $part "default_user = yixun
default_pass = $rabbitmq
"
put rabbitmq-address $app "amqp://yixun:$rabbitmq@rabbitmq:5672/"
put redis-user $part "requirepass $redis
"
put redis-connection $app "redis:6379,password=$redis,abortConnect=false"
docker run --rm --network none --user 0:0 --volume "$work:/secrets" "$tool" keys generate /secrets/keys.json >/dev/null
chown $app:$app "$work/keys.json"
chmod 0600 "$work/keys.json"
mv -T "$work" "$folder"
trap - EXIT
echo "已生成 $folder；keys.json 丢失后号码与内容无法恢复，请立即备份到别处 (made; back up keys.json elsewhere now)"
