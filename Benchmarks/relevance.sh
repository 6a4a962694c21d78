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

. "$(dirname "$0")/common.sh"
need retrieval
build_command

asked=--peers
[ -n "${PEERS-all}" ] || asked=--no-peers
python3 -B "$here/relevance.py" --scratch "$scratch/relevance" $asked ${RELEVANCE_JSON:+--json "$RELEVANCE_JSON"} \
  --swift "$swift_version" \
  --into "${RELEVANCE_INTO:-$here/Results}" "$shared/retrieval" "$WENJIAN" "$@"
