#!/bin/sh
# restore.sh DATA [TIME]: makes the empty folder DATA a server's data from the newest base backup in BACKUP and every archived
# change, or those up to TIME ("2026-11-25 10:00:00+08"). The server replays them when it is started on DATA.
set -eu
data=$1
until=${2-}
base=$(find "$BACKUP/base" -mindepth 1 -maxdepth 1 -type d ! -name '*.part' | sort | tail -1)
if [ -n "$until" ]; then
  # The newest base backup that had ended by then.
  base=
  limit=$(date -u -d "$until" +%Y%m%dT%H%M%SZ)
  for candidate in $(find "$BACKUP/base" -mindepth 1 -maxdepth 1 -type d ! -name '*.part' | sort); do
    if [ "$(basename "$candidate")" \< "$limit" ]; then base=$candidate; fi
  done
fi
[ -n "$base" ] || { echo "no base backup in $BACKUP/base" >&2; exit 1; }
mkdir -p "$data"
[ -z "$(ls -A "$data")" ] || { echo "$data is not empty" >&2; exit 1; }
chmod 700 "$data"
cp -a "$base/." "$data/"
{
  echo "restore_command = 'cp \"$BACKUP/wal/%f\" \"%p\"'"
  echo "recovery_target_timeline = 'latest'"
  [ -z "$until" ] || { echo "recovery_target_time = '$until'"; echo "recovery_target_action = 'promote'"; }
} >> "$data/postgresql.auto.conf"
touch "$data/recovery.signal"
echo "$data restored from $(basename "$base"); start the server on it"
