#!/bin/sh
# archive_command: keeps one finished file of the server's log of changes. archive-wal.sh PATH NAME; folder in BACKUP.
# It fails rather than overwrite a different file; the server then keeps its own and tries again. Compressed: a file that
# archive_timeout closes early is mostly empty.
set -eu
source=$1
target=$BACKUP/wal/$2.gz
mkdir -p "$BACKUP/wal"
if [ -e "$target" ]; then
  gzip -dc "$target" | cmp -s - "$source" && exit 0
  echo "$target exists and is different: another server archives to the same folder?" >&2
  exit 1
fi
gzip -1c "$source" > "$target.part"
sync "$target.part"
mv "$target.part" "$target"
sync "$BACKUP/wal"
