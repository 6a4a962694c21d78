#!/usr/bin/env bash
# fuzz.sh SECONDS [TARGET…]: libFuzzer and Address Sanitizer on each target for so long. What is found lands in
# .build/fuzz/found; a corpus grows in .build/fuzz/corpus from run to run.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$1
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(segment parts query stream readers)
# The backtracer of Swift may hang on a crash and hold the output open.
export SWIFT_BACKTRACE=enable=no WENJIAN_FUZZ=1
build=.build/fuzz
# The compiler heeds the last -sanitize alone: two of SwiftPM's would leave one of them out, and with it coverage.
${SWIFT:-swift} build -c release --product wenjian-fuzz --scratch-path $build \
  --sanitize=fuzzer -Xswiftc -sanitize=address,fuzzer ${BUILD_FLAGS:-}
fuzzer=$build/release/wenjian-fuzz
memory=${TMPDIR:-/tmp}
[ -w /dev/shm ] && memory=/dev/shm
status=0
mkdir -p $build/found
for target in "${targets[@]}"; do
  corpus=$build/corpus/$target
  mkdir -p "$corpus" Fuzz/Cases/"$target"
  export WENJIAN_FUZZ_TARGET=$target
  TMPDIR=$memory WENJIAN_FUZZ_SEEDS=$corpus $fuzzer
  dictionary=()
  [ -f Fuzz/$target.dict ] && dictionary=(-dict=Fuzz/$target.dict)
  echo "fuzz $target for $seconds s"
  log=$build/$target.log
  # Not the leaks of the end: caches of the process are kept on purpose.
  if TMPDIR=$memory ASAN_OPTIONS=detect_leaks=0 $fuzzer "$corpus" Fuzz/Cases/"$target" "${dictionary[@]}" \
    -max_total_time="$seconds" -timeout=30 -rss_limit_mb=4096 -max_len=65536 \
    -artifact_prefix=$build/found/"$target"- >"$log" 2>&1; then
    grep -E '^Done|INITED|INFO: Seed' "$log" | tail -n 3
  else
    status=1
    echo "fuzz $target found something: $log"
    tail -n 40 "$log"
  fi
  rmdir --ignore-fail-on-non-empty Fuzz/Cases/"$target"
done
exit $status
