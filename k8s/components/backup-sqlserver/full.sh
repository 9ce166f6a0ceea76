#!/bin/sh
# A full backup, which the server writes to its own folder, here at BACKUP; backup-status.json beside it says how it ended
# (./yixun status reads it). Password: SQLCMDPASSWORD.
set -eu
record() { # true or false; octets, or null
  printf '{"finishedAt":"%s","succeeded":%s,"bytes":%s}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$2" >"$BACKUP/backup-status.json.new"
  chmod 644 "$BACKUP/backup-status.json.new"
  mv "$BACKUP/backup-status.json.new" "$BACKUP/backup-status.json"
}
trap '[ $? = 0 ] || record false null' EXIT
"${SQLCMD:-/opt/mssql-tools18/bin/sqlcmd}" -C -b -S sqlserver -U sa -i "$(dirname "$0")/full.sql"
newest=$(find "$BACKUP" -maxdepth 1 -name 'yixun-*.bak' | sort | tail -n 1)
bytes=$(stat -c %s "$newest")
record true "$bytes"
