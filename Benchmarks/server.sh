#!/usr/bin/env bash
# Benchmarks/server.sh CORPUS_DIR… : wenjian-server over loopback: requests a second, median and 99th percentile under wrk;
# /healthz while eight of the heaviest queries run; memory over many requests; slow and half-open clients. Writes
# Benchmarks/Results/DATE-CPU-server.md and nothing else into the tree. Client and server share the machine.
#
#   SERVER_SECONDS    how long each kind of request is asked, 10
#   SERVER_REQUESTS   over how many requests memory is looked at, 100000
#   SERVER_CLIENTS    how many slow clients there are, 10000; the limit of open files must allow twice as many
#   SERVER_PORT       18080
#   SERVER_INTO       where the report goes, Benchmarks/Results
#   WENJIAN, WENJIAN_SERVER   programs that are built already
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2; }
. "$(dirname "$0")/common.sh"
build_command
if [ -z "${WENJIAN_SERVER:-}" ]; then
  "$root/Tools/server/build.sh" release --static-swift-stdlib
  WENJIAN_SERVER=$root/.build/server/release/wenjian-server
fi
command -v wrk > /dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }
clients=${SERVER_CLIENTS:-10000}
ulimit -n "$(ulimit -H -n)"
files=$(ulimit -n)
if [ "$files" != unlimited ] && [ "$files" -lt $((clients + 512)) ]; then
  echo "only $files files may be open: SERVER_CLIENTS is at most $((files - 512))" >&2
  exit 1
fi

python3 -B "$here/server.py" --root "$root" --scratch "$scratch" --command "$WENJIAN" --server "$WENJIAN_SERVER" \
  --seconds "${SERVER_SECONDS:-10}" --requests "${SERVER_REQUESTS:-100000}" --clients "$clients" \
  --port "${SERVER_PORT:-18080}" --swift "$swift_version" --into "${SERVER_INTO:-$here/Results}" "$@"
