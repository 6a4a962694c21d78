#!/usr/bin/env bash
# Benchmarks/odd.sh CORPUS_DIR… : texts and queries that no collection has, each beside ordinary text of the same size:
# time and memory must go with the bytes. Writes Benchmarks/Results/DATE-CPU-odd.md and nothing else into the tree.
#
#   ODD_MEGABYTES    size of the one large document, below the 128 MB that a file may have, 100; the others are half
#   ODD_FILES        how many documents of one line, 1000000
#   BENCH_SCRATCH    where builds, texts, indexes and JSON go; texts and indexes are removed at the end
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
scratch=${BENCH_SCRATCH:-${XDG_CACHE_HOME:-$HOME/.cache}/wenjian-benchmarks}
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)

echo "building" >&2
swift build -c release --package-path "$here" --scratch-path "$scratch/build" --product wenjian-bench \
  ${BENCH_BUILD_FLAGS:-} >"$scratch/build-odd.log" 2>&1 ||
  { grep -A5 'error:' "$scratch/build-odd.log" >&2; exit 1; }

python3 -B "$here/odd.py" --root "$root" --scratch "$scratch" --bench "$scratch/build/release/wenjian-bench" \
  --megabytes "${ODD_MEGABYTES:-100}" --files "${ODD_FILES:-1000000}" \
  --swift "$(swift --version 2>&1 | sed -n 's/.*Swift version \([^ ]*\).*/\1/p' | head -1)" \
  --into "${ODD_INTO:-$here/Results}" "$@"
