#!/usr/bin/env bash
# Benchmarks/run.sh CORPUS_DIR… : builds the engine, installs the peers that can be had, measures all of them on the same
# text and queries, and writes Benchmarks/Results/DATE-CPU.md. Nothing but that file is written into the tree.
#
#   WENJIAN_SHARED   the shared folder with peers/; beside the package if not given
#   BENCH_SCRATCH    where builds, peers, indexes and JSON go (some gigabytes); kept, so that a second run starts at once
#   BENCH_PEERS      which peers, by the harness's names; all that install if not given; "" for none
#   BENCH_ROUNDS     rounds of queries, 2          BENCH_SECONDS  measuring time of a class in a round, 2
#   BENCH_BEFORE     the wenjian-bench of an earlier commit, to be measured beside this one
#   BENCH_WAIT       minutes to wait in all for other processes to be quiet, 20
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 2; }
. "$(dirname "$0")/common.sh"
need peers/harness
kit=$shared/peers
for corpus in "$@"; do [ -d "$corpus" ] || { echo "there is no directory $corpus" >&2; exit 1; }; done

for product in wenjian-bench wenjian; do build "$here" build $product --static-swift-stdlib; done
make -C "$root" static STATIC_DIR="$scratch/static" >"$scratch/build-static.log" 2>&1 ||
  { grep -A5 'error:' "$scratch/build-static.log" >&2; exit 1; }

peers=$scratch/peers
mkdir -p "$peers"/{data,idx,results,build}
cp -r --no-preserve=mode "$kit/harness" "$kit/queries" "$peers/"
log=$scratch/install.log
: >"$log"
missing=
available=

# offer NAMES HOW [WHY NOT] : runs the function HOW; the peers named are available if it succeeds.
offer() {
  local names=$1 how=$2 wanted='' name
  for name in $names; do
    case " ${BENCH_PEERS-$names} " in
      *" $name "*) wanted="$wanted $name" ;;
      *) missing="$missing$name: left out of this run; " ;;
    esac
  done
  [ -n "$wanted" ] || return 0
  echo "peer:$wanted" >&2
  local status=0
  set +e # in a condition, `set -e` would not hold inside the subshell either
  (set -e; "$how") >>"$log" 2>&1
  status=$?
  set -e
  if [ $status = 0 ]; then
    available="$available$wanted"
  else
    for name in $wanted; do missing="$missing$name: ${3:-could not be installed here}; "; done
    echo "  ${3:-could not be installed here, see install.log in the scratch directory}" >&2
  fi
}

packages() { # of Debian
  dpkg -s "$@" >/dev/null 2>&1 && return
  [ "$(id -u)" = 0 ] || return 1
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y --no-install-recommends "$@"
}
environment() { [ -x "$peers/venv/bin/pip" ] || python3 -m venv "$peers/venv"; }
wheels() { environment && timeout 600 "$peers/venv/bin/pip" install -q "$@"; }
compile() { # NAME FLAGS… : a C++ peer of the harness
  local name=$1; shift
  [ "$peers/harness/cpp/$name" -nt "$kit/harness/cpp/$name.cpp" ] ||
    g++ -O2 -std=c++17 "$peers/harness/cpp/$name.cpp" -o "$peers/harness/cpp/$name" "$@"
}

tantivy() { wheels tantivy==0.27.0; }
sqlite() { wheels apsw==3.54.1.0; }
simple() { sqlite && [ -n "${SIMPLE_EXT:-}" ]; }
groonga() { packages libgroonga-dev g++ pkg-config; compile groonga_bench $(pkg-config --cflags --libs groonga); }
xapian() { packages libxapian-dev g++; compile xapian_bench $(xapian-config --cxxflags --libs); }
lucene() {
  # A Python wheel that carries the jar of Lucene 9.9.1; the harness compiles against Debian's Lucene 8 too.
  packages liblucene8-java libicu4j-java openjdk-17-jdk-headless
  local jars=$peers/build/pys/pyserini/resources/jars
  if [ ! -f "$jars/anserini-0.25.0-fatjar.jar" ]; then
    environment
    cd "$peers/build"
    timeout 600 "$peers/venv/bin/pip" download -q --no-deps pyserini==0.25.0
    "$peers/venv/bin/python" -c 'import sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
wheel.extractall("pys", [name for name in wheel.namelist() if name.endswith(".jar")])' pyserini-0.25.0-*.whl
    rm pyserini-0.25.0-*.whl
  fi
  bash "$peers/harness/lucene/build.sh"
  [ -f "$peers/harness/lucene/out9/Bench.class" ]
}

offer "tantivy.bigram tantivy.char" tantivy
offer "sqlite.trigram" sqlite
offer "sqlite.simple" simple "its tokenizer is in no registry, set SIMPLE_EXT to a built one"
offer "lucene9.cjk" lucene
offer "groonga.TokenBigram" groonga
offer "xapian.bigram" xapian

python3 -B "$here/compare.py" --root "$root" --scratch "$scratch" \
  --bench "$scratch/build/release/wenjian-bench" --command "$scratch/build/release/wenjian" \
  --static-command "$scratch/static/wenjian" \
  --swift "$swift_version" ${BENCH_BEFORE:+--before "$BENCH_BEFORE"} \
  --peers "$available" --missing "$missing" --rounds "${BENCH_ROUNDS:-2}" --seconds "${BENCH_SECONDS:-2}" \
  --wait-minutes "${BENCH_WAIT:-20}" "$@" >"$scratch/measured.txt"
xargs -d '\n' python3 -B "$here/report.py" --into "$here/Results" <"$scratch/measured.txt"
