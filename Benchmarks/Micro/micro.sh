#!/usr/bin/env bash
# Benchmarks/Micro/micro.sh TEXTS : every part of the engine alone, on the first megabytes of the .txt directly in a directory:
# CPU time, and, where valgrind is installed, instructions; allocations of parts and of queries. Prints tables.
#
#   BENCH_SCRATCH   where the build and an index go
set -euo pipefail

[ $# = 1 ] && [ -d "$1" ] || { sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2; }
texts=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
scratch=${BENCH_SCRATCH:-${XDG_CACHE_HOME:-$HOME/.cache}/wenjian-benchmarks}
mkdir -p "$scratch/micro"
export WENJIAN_MICRO=1
for product in wenjian-micro wenjian; do
  swift build -c release --package-path "$root" --scratch-path "$scratch/micro/build" --product $product \
    >"$scratch/micro/build.log" 2>&1 || { grep -A5 'error:' "$scratch/micro/build.log" >&2; exit 1; }
done
micro=$scratch/micro/wenjian-micro
# Without debug information: valgrind reads all of it at every start.
strip -g -o "$micro" "$scratch/micro/build/release/wenjian-micro"
counter=$scratch/micro/count-allocations.so
cc -O2 -shared -fPIC -o "$counter" "$here/count-allocations.c"

"$micro" time "$texts"

# What one and three repetitions differ by, halved.
instructions() {
  local few many
  few=$(counted 1 "$@")
  many=$(counted 3 "$@")
  echo $(((many - few) / 2))
}
counted() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "${@:2}" "$1" 2>&1 >/dev/null | sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}
allocations() {
  local few many
  few=$(LD_PRELOAD=$counter "$@" 1 2>&1 >/dev/null | tail -1)
  many=$(LD_PRELOAD=$counter "$@" 3 2>&1 >/dev/null | tail -1)
  echo "$(((${many% *} - ${few% *}) / 2)) $(((${many#* } - ${few#* }) / 2))"
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { r = a / b; if (r >= 10) printf "%.0f", r; else printf "%.2f", r }'; }

echo
echo "| part | unit | instructions a unit | allocations a run |"
echo "| --- | --- | ---: | ---: |"
"$micro" parts "$texts" | while IFS=$'\t' read -r part unit; do
  units=$("$micro" run "$texts" "$part" 1)
  count=–
  if command -v valgrind >/dev/null; then count=$(ratio "$(instructions "$micro" run "$texts" "$part")" "$units"); fi
  set -- $(allocations "$micro" run "$texts" "$part")
  echo "| $part | $unit | $count | $1 |"
done

queries=${WENJIAN_SHARED:-$root/../shared}/peers/queries
[ -d "$queries" ] || { echo "queries: skipped, there is no shared folder with peers/queries" >&2; exit 0; }
rm -rf "$scratch/micro/index"
"$scratch/micro/build/release/wenjian" index "$texts" --index "$scratch/micro/index" --quiet
echo
echo "| class of queries, top 10 | instructions a query | allocations a query | bytes a query |"
echo "| --- | ---: | ---: | ---: |"
for class in term_common term_rare and2 or3 phrase4 phrase8_12; do
  asked=$scratch/micro/$class.txt
  case $class in
    or3) sed 's/ / OR /g; s/[^ ]*/"&"/g; s/"OR"/OR/g' "$queries/$class.txt" ;;
    *) sed 's/[^ ][^ ]*/"&"/g' "$queries/$class.txt" ;;
  esac >"$asked"
  lines=$("$micro" query "$scratch/micro/index" "$asked" 1)
  count=–
  if command -v valgrind >/dev/null; then
    count=$(ratio "$(instructions "$micro" query "$scratch/micro/index" "$asked")" "$lines")
  fi
  set -- $(allocations "$micro" query "$scratch/micro/index" "$asked")
  echo "| $class | $count | $(ratio "$1" "$lines") | $(ratio "$2" "$lines") |"
done
