#!/bin/sh
# archive_command: keeps one finished file of the server's log of changes. archive-wal.sh PATH NAME; folder in BACKUP.
# It fails rather than overwrite a different file; the server then keeps its own and tries again.
set -eu
source=$1
target=$BACKUP/wal/$2
mkdir -p "$BACKUP/wal"
if [ -e "$target" ]; then
  cmp -s "$source" "$target" && exit 0
  echo "$target exists and is different: another server archives to the same folder?" >&2
  exit 1
fi
cp "$source" "$target.part"
sync "$target.part"
mv "$target.part" "$target"
sync "$BACKUP/wal"
