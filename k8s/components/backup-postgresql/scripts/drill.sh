#!/bin/sh
# drill.sh SCRATCH: restores the newest backup into the folder SCRATCH (which must not exist), starts a server there that
# nobody else reaches and that archives nothing, prints the rows of the main tables, and removes it again. Exit code 0: the
# backup can be restored and read. DATABASE (default yixun) and PGUSER name what is looked at.
set -eu
scratch=$1
[ ! -e "$scratch" ] || { echo "$scratch exists" >&2; exit 1; }
here=$(dirname "$0")
mkdir -m 700 "$scratch"
stop() {
  pg_ctl -D "$scratch/data" -m immediate -s stop || true
  rm -rf "$scratch"
}
trap stop EXIT
sh "$here/restore.sh" "$scratch/data"
# Its own configuration: the site's may name files that are not here.
: > "$scratch/postgresql.conf"
printf 'local all all trust\n' > "$scratch/pg_hba.conf"
# Recovery refuses less than the server had that wrote the log.
limits=$(LC_ALL=C pg_controldata "$scratch/data" | sed -n \
  -e 's/^max_connections setting: */-c max_connections=/p' \
  -e 's/^max_worker_processes setting: */-c max_worker_processes=/p' \
  -e 's/^max_wal_senders setting: */-c max_wal_senders=/p' \
  -e 's/^max_prepared_xacts setting: */-c max_prepared_transactions=/p' \
  -e 's/^max_locks_per_xact setting: */-c max_locks_per_transaction=/p' | tr '\n' ' ')
pg_ctl -D "$scratch/data" -s -w -t 3600 -l "$scratch/server.log" start -o "-c config_file=$scratch/postgresql.conf \
 -c hba_file=$scratch/pg_hba.conf -c listen_addresses='' -c unix_socket_directories=$scratch -c archive_mode=off $limits" ||
  { cat "$scratch/server.log" >&2; exit 1; }
for table in batches messages message_segments inbound_messages connected_systems staff channels; do
  rows=$(psql -h "$scratch" -d "${DATABASE:-yixun}" -qtAX -v ON_ERROR_STOP=1 -c "SELECT count(*) FROM $table")
  echo "$table $rows"
done
