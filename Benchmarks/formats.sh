#!/usr/bin/env bash
# Benchmarks/formats.sh CORPUS_DIR… : the same texts in every format that is read, beside plain text in the same run.
# Writes Benchmarks/Results/DATE-CPU-formats.md and nothing else into the tree.
#
#   FORMATS_MEGABYTES  how much text is converted, 20; a tenth of it for .pdf and .doc
#   FORMATS_ROUNDS     runs of each format, in turn with plain text, 5
#   FORMATS_ONLY       formats whose names hold this
#   WENJIAN            a built command; without it, it is built
#   BENCH_SCRATCH      where builds, texts and indexes go; texts and indexes are removed at the end
#
# .pdf and .doc are converted by soffice (libreoffice-writer), and left out without it.
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2; }
. "$(dirname "$0")/common.sh"
build_command

python3 -B "$here/formats.py" --root "$root" --scratch "$scratch" --wenjian "$WENJIAN" \
  --megabytes "${FORMATS_MEGABYTES:-20}" --rounds "${FORMATS_ROUNDS:-5}" --only "${FORMATS_ONLY:-}" \
  --swift "$swift_version" \
  --into "${FORMATS_INTO:-$here/Results}" "$@"
