#!/usr/bin/env bash
# Compiles library-test.c as a C99 program against a built library, and runs it in a directory of its own:
#
#   Tests/CLibrary/run.sh LIBRARY-DIRECTORY [FORKS] [1: under valgrind]
set -euo pipefail
library=$(cd "$1" && pwd)
forks=${2:-50}
cd "$(dirname "$0")"
[ -f "$library/libwenjian.so" ] || { echo "$library/libwenjian.so is not there: make library" >&2; exit 66; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/indexes"
flags=(-std=c99 -pedantic -Wall -Wextra -Werror "-I$library" -Iinclude)
gcc "${flags[@]}" -g library-test.c -o "$work/library-test" "-L$library" -lwenjian "-Wl,-rpath,$library,--enable-new-dtags" -lpthread
# The header alone, and as C++ has it.
echo '#include <wenjian.h>' > "$work/header.c"
gcc "${flags[@]}" -fsyntax-only "$work/header.c"
if command -v g++ > /dev/null; then g++ -std=c++11 -pedantic -Wall -Wextra -Werror "-I$library" -fsyntax-only -x c++ "$work/header.c"; fi
if [ -n "${3:-}" ]; then
  # With the names of its functions, by which what Swift's runtime does is told from what the library does; valgrind does not
  # read Swift's debug information. Memory that a process keeps to its end is no leak. No child is forked: it would be
  # blamed for what its parent has.
  soname=$(basename "$(readlink "$library/libwenjian.so")")
  strip -g -o "$work/$soname" "$library/build/$(basename "$(readlink "$library/$soname")")"
  LD_LIBRARY_PATH=$work valgrind --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect \
    --errors-for-leak-kinds=definite,indirect --suppressions=valgrind.supp \
    "$work/library-test" "$work/indexes" 0
else
  "$work/library-test" "$work/indexes" "$forks"
fi
