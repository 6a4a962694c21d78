#!/usr/bin/env bash
# Benchmarks/scale.sh CORPUS_DIR… : how build rate, memory, size, opening and every class of queries go with the size of
# the corpus. Writes Benchmarks/Results/DATE-CPU-scale.md and nothing else into the tree.
#
#   SCALE_SIZES      megabytes of text, ascending; "1 10 100 1000" if not given. The largest needs three times its size
#   SCALE_SECONDS    measuring time of a class, 0.5
#   WENJIAN_SHARED   the shared folder with peers/queries; beside the package if not given
#   BENCH_SCRATCH    where builds, texts, indexes and JSON go; texts and indexes are removed at the end
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
queries=${WENJIAN_SHARED:-$root/../shared}/peers/queries
scratch=${BENCH_SCRATCH:-${XDG_CACHE_HOME:-$HOME/.cache}/wenjian-benchmarks}
[ -d "$queries" ] || { echo "there is no peers/queries in the shared folder; set WENJIAN_SHARED" >&2; exit 1; }
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)

echo "building" >&2
swift build -c release --package-path "$here" --scratch-path "$scratch/build" --product wenjian-bench \
  ${BENCH_BUILD_FLAGS:-} >"$scratch/build-scale.log" 2>&1 ||
  { grep -A5 'error:' "$scratch/build-scale.log" >&2; exit 1; }

python3 -B "$here/scale.py" --root "$root" --scratch "$scratch" --bench "$scratch/build/release/wenjian-bench" \
  --queries "$queries" --sizes "${SCALE_SIZES:-1 10 100 1000}" --seconds "${SCALE_SECONDS:-0.5}" \
  --swift "$(swift --version 2>&1 | sed -n 's/.*Swift version \([^ ]*\).*/\1/p' | head -1)" \
  --into "${SCALE_INTO:-$here/Results}" "$@"
