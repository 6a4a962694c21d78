#!/usr/bin/env bash
# Gathers the licences of what is linked into a program, from where the build machine has them:
#
#   Tools/packages/licences.sh DIRECTORY dynamic|static
#
# dynamic: Swift's own libraries, which are inside the command. static: also the libraries of Debian that are then.
set -euo pipefail
directory=$1
mkdir -p "$directory"

swift=$(dirname "$(readlink -f "$(command -v swiftc)")")/../share/swift/LICENSE.txt
[ -f "$swift" ] || { echo "the licence of Swift is not at $swift" >&2; exit 1; }
install -m 644 "$swift" "$directory/swift.txt"
[ "$2" = static ] || exit 0

# The first package of a row that has its licence here.
take() {
  local name=$1
  shift
  for package in "$@"; do
    for file in /usr/share/doc/$package/copyright; do
      if [ -f "$file" ]; then
        install -m 644 "$file" "$directory/$name.txt"
        return
      fi
    done
  done
  echo "the licence of $name is in none of the packages $*" >&2
  exit 1
}
take icu libicu-dev 'libicu[0-9]*'
take zstd libzstd-dev libzstd1
take libxml2 libxml2-dev libxml2
take zlib zlib1g-dev zlib1g
take liblzma liblzma-dev liblzma5
take libstdc++-and-libgcc 'libstdc++-*-dev' libgcc-s1
take glibc libc6-dev libc6
# What these name and do not repeat.
for name in GPL-3 LGPL-2.1 GPL-2; do install -m 644 "/usr/share/common-licenses/$name" "$directory/$name.txt"; done
