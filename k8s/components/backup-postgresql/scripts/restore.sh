#!/bin/sh
# restore.sh DATA [TIME]: makes the empty folder DATA a server's data from the newest base backup in BACKUP and every archived
# change, or those up to TIME ("2026-11-25 10:00:00+08"). The server replays them when it is started on DATA.
set -eu
data=$1
until=${2-}
limit=99999999T999999Z
[ -z "$until" ] || limit=$(date -u -d "$until" +%Y%m%dT%H%M%SZ)
# The newest that had ended by then.
base=
for candidate in $(find "$BACKUP/base" -mindepth 1 -maxdepth 1 -type d ! -name '.part' | sort); do
  [ "$(basename "$candidate")" \> "$limit" ] || base=$candidate
done
[ -n "$base" ] || { echo "no base backup in $BACKUP/base that had ended by $limit" >&2; exit 1; }
mkdir -p "$data"
[ -z "$(ls -A "$data")" ] || { echo "$data is not empty" >&2; exit 1; }
chmod 700 "$data"
cp -a "$base/." "$data/"
{
  # Fails where there is no such file: that is how the server learns that the log has ended.
  echo "restore_command = 'gzip -dc \"$BACKUP/wal/%f.gz\" > \"%p\"'"
  echo "recovery_target_timeline = 'latest'"
  if [ -n "$until" ]; then
    echo "recovery_target_time = '$until'"
    echo "recovery_target_action = 'promote'"
  fi
} >> "$data/postgresql.auto.conf"
touch "$data/recovery.signal"
echo "$data restored from $(basename "$base"); start the server on it"
