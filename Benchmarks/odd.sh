#!/usr/bin/env bash
# Benchmarks/odd.sh CORPUS_DIR… : texts and queries that no collection has, each beside ordinary text of the same size:
# time and memory must go with the bytes. Writes Benchmarks/Results/DATE-CPU-odd.md and nothing else into the tree.
#
#   ODD_MEGABYTES    size of the one large document, below the 128 MB that a file may have, 100; the others are half
#   ODD_FILES        how many documents of one line, 1000000
#   BENCH_SCRATCH    where builds, texts, indexes and JSON go; texts and indexes are removed at the end
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2; }
. "$(dirname "$0")/common.sh"
build_bench

python3 -B "$here/odd.py" --root "$root" --scratch "$scratch" --bench "$bench" \
  --megabytes "${ODD_MEGABYTES:-100}" --files "${ODD_FILES:-1000000}" \
  --swift "$swift_version" \
  --into "${ODD_INTO:-$here/Results}" "$@"
