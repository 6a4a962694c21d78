#!/bin/bash
# Stops the nodes of a cluster by their process ids, and waits until they have ended; their data stays.
# usage: stop.sh DIRECTORY [NODE…]   (--kill before DIRECTORY: at once, as a machine that fails)
set -euo pipefail
signal=TERM
if [ "${1:-}" = --kill ]; then
  signal=KILL
  shift
fi
directory=$1
shift
[ -d "$directory" ] || exit 0
[ $# -gt 0 ] || set -- $(find "$directory" -maxdepth 1 -name 'node*.pid' -printf '%f\n' | sed 's/^node//; s/\.pid$//')
for number in "$@"; do
  file=$directory/node$number.pid
  [ -f "$file" ] || continue
  process=$(cat "$file")
  kill "-$signal" "$process" 2>/dev/null || true
  for _ in $(seq 100); do
    kill -0 "$process" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$process" 2>/dev/null || true
  rm -f "$file"
done
