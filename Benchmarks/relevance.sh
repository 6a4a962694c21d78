#!/usr/bin/env bash
# Benchmarks/relevance.sh [OTHER_COMMAND] : asks the judged questions of ../shared/retrieval of Wenjian, of another
# build of it if one is given, and of its peers, and writes Benchmarks/Results/DATE-CPU-relevance.md.
#
#   PEERS            "" for Wenjian alone; if not set, BM25 over bigrams and Lucene with two analyzers
#   WENJIAN          a built command; without it, it is built
#   WENJIAN_SHARED   the shared folder with retrieval/; beside the package if not given
#   RELEVANCE_JSON   a file for all figures, also those of each question
#   RELEVANCE_INTO   where the report goes, Benchmarks/Results
#   BENCH_SCRATCH    where builds and indexes go; the indexes are removed at the end
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
questions=${WENJIAN_SHARED:-$root/../shared}/retrieval
scratch=${BENCH_SCRATCH:-${XDG_CACHE_HOME:-$HOME/.cache}/wenjian-benchmarks}
[ -d "$questions" ] || { echo "there is no retrieval/ in the shared folder; set WENJIAN_SHARED" >&2; exit 1; }
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)

if [ -z "${WENJIAN:-}" ]; then
  echo "building" >&2
  swift build -c release --package-path "$root" --scratch-path "$scratch/build-command" --product wenjian \
    --static-swift-stdlib ${BENCH_BUILD_FLAGS:-} >"$scratch/build-relevance.log" 2>&1 ||
    { grep -A5 'error:' "$scratch/build-relevance.log" >&2; exit 1; }
  WENJIAN=$scratch/build-command/release/wenjian
fi

asked=--peers
[ -n "${PEERS-all}" ] || asked=--no-peers
python3 -B "$here/relevance.py" --scratch "$scratch/relevance" $asked ${RELEVANCE_JSON:+--json "$RELEVANCE_JSON"} \
  --swift "$(swift --version 2>&1 | sed -n 's/.*Swift version \([^ ]*\).*/\1/p' | head -1)" \
  --into "${RELEVANCE_INTO:-$here/Results}" "$questions" "$WENJIAN" "$@"
