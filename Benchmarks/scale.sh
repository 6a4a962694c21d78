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
. "$(dirname "$0")/common.sh"
need peers/queries
build_bench

python3 -B "$here/scale.py" --root "$root" --scratch "$scratch" --bench "$bench" \
  --queries "$shared/peers/queries" --sizes "${SCALE_SIZES:-1 10 100 1000}" --seconds "${SCALE_SECONDS:-0.5}" \
  --swift "$swift_version" \
  --into "${SCALE_INTO:-$here/Results}" "$@"
