#!/bin/sh
# A base backup of a running server into BACKUP/base/TIME (when it ended), and the removal of what is older than KEEP_DAYS
# (default 3): of base backups all but the newest, of the log what no kept one needs. Connection: PGHOST, PGPORT, PGUSER,
# PGPASSWORD. BACKUP/backup-status.json says how it ended (./yixun status reads it).
set -eu
record() { # true or false; octets, or null
  printf '{"finishedAt":"%s","succeeded":%s,"bytes":%s}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$2" >"$BACKUP/backup-status.json.new"
  chmod 644 "$BACKUP/backup-status.json.new"
  mv "$BACKUP/backup-status.json.new" "$BACKUP/backup-status.json"
}
trap '[ $? = 0 ] || record false null' EXIT
mkdir -p "$BACKUP/base" "$BACKUP/wal"
part=$BACKUP/base/.part
rm -rf "$part"
# The log that belongs to it comes along, so it restores by itself even when the archive is lost.
pg_basebackup --pgdata="$part" --format=plain --wal-method=stream --checkpoint=fast --no-password
pg_verifybackup --quiet "$part"
name=$(date -u +%Y%m%dT%H%M%SZ)
mv "$part" "$BACKUP/base/$name"
# A copied folder has the times of the server's; the age that counts is the backup's.
touch "$BACKUP/base/$name"
sync "$BACKUP/base"

find "$BACKUP/base" -mindepth 1 -maxdepth 1 -type d -mtime +"${KEEP_DAYS:-3}" ! -name "$name" -exec rm -rf {} +
# The oldest that is left says which files of the log are still needed.
oldest=$(find "$BACKUP/base" -mindepth 1 -maxdepth 1 -type d | sort | head -n 1)
first=$(sed -n 's/^START WAL LOCATION: .* (file \([0-9A-F]*\))$/\1/p' "$oldest/backup_label")
pg_archivecleanup -x .gz "$BACKUP/wal" "$first"
find "$BACKUP/wal" -name '*.backup.gz' -mtime +"${KEEP_DAYS:-3}" -delete
echo "backup $name: $(du -sh "$BACKUP/base/$name" | cut -f1)"
bytes=$(du -sb "$BACKUP/base/$name" | cut -f1)
record true "$bytes"
