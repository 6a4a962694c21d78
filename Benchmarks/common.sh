# Sourced by the scripts beside it: where things are, and how what they measure is built.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
shared=${WENJIAN_SHARED:-$root/../shared}
scratch=${BENCH_SCRATCH:-${XDG_CACHE_HOME:-$HOME/.cache}/wenjian-benchmarks}
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
swift_version=$(swift --version 2>&1 | sed -n 's/.*Swift version \([^ ]*\).*/\1/p' | head -1)

# need FOLDER : ends the script unless the shared folder has it.
need() {
  [ -d "$shared/$1" ] || { echo "there is no $1 in the shared folder; set WENJIAN_SHARED" >&2; exit 1; }
}

# build PACKAGE DIRECTORY PRODUCT FLAGS… : builds a product below the scratch directory, DIRECTORY/release/PRODUCT.
build() {
  echo "building $3" >&2
  swift build -c release --package-path "$1" --scratch-path "$scratch/$2" --product "$3" "${@:4}" \
    ${BENCH_BUILD_FLAGS:-} >"$scratch/$2-$3.log" 2>&1 || { grep -A5 'error:' "$scratch/$2-$3.log" >&2; exit 1; }
}

# build_command : sets WENJIAN to a built command, unless it is set.
build_command() {
  [ -z "${WENJIAN:-}" ] || return 0
  build "$root" build-command wenjian --static-swift-stdlib
  WENJIAN=$scratch/build-command/release/wenjian
}

# build_bench : sets bench to a built wenjian-bench.
build_bench() {
  build "$here" build wenjian-bench
  bench=$scratch/build/release/wenjian-bench
}
