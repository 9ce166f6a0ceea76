#!/bin/sh
# A base backup of a running server into BACKUP/base/TIME, and the removal of what is older than KEEP_DAYS (default 14):
# of base backups all but the newest, of the log what no kept base backup needs. Connection: PGHOST, PGPORT, PGUSER, PGPASSWORD.
set -eu
name=$(date -u +%Y%m%dT%H%M%SZ)
target=$BACKUP/base/$name
mkdir -p "$BACKUP/base" "$BACKUP/wal"
rm -rf "$BACKUP"/base/*.part
# The log that belongs to it comes along, so it restores by itself even when the archive is lost.
pg_basebackup --pgdata="$target.part" --format=plain --wal-method=stream --checkpoint=fast --no-password
pg_verifybackup --quiet "$target.part"
mv "$target.part" "$target"
sync "$BACKUP/base"

newest=$name
find "$BACKUP/base" -mindepth 1 -maxdepth 1 -type d -mtime +"${KEEP_DAYS:-14}" | while read -r old; do
  [ "$(basename "$old")" = "$newest" ] || rm -rf "$old"
done
# The oldest that is left says which files of the log are still needed.
oldest=$(find "$BACKUP/base" -mindepth 1 -maxdepth 1 -type d | sort | head -1)
first=$(sed -n 's/^START WAL LOCATION: .* (file \([0-9A-F]*\))$/\1/p' "$oldest/backup_label")
[ -z "$first" ] || pg_archivecleanup "$BACKUP/wal" "$first"
echo "backup $name: $(du -sh "$target" | cut -f1)"
