#!/usr/bin/env bash
# Builds libwenjian.so with Swift's own libraries inside, and what a C program needs beside it:
#
#   Tools/c-library/build.sh DIRECTORY [SWIFT BUILD FLAGS]
#
# SwiftPM links Swift's libraries into programs alone (--static-swift-stdlib does nothing to a dynamic library), so the
# objects that it makes are linked here. Locks are those of POSIX: see Sources/WenjianThreads/Locked.swift.
set -euo pipefail
cd "$(dirname "$0")/../.."
directory=$1
shift
configuration=${CONFIGURATION:-release}
build=(swift build -c "$configuration" --product WenjianC --scratch-path "$directory/build"
  -Xswiftc -DWENJIAN_POSIX_LOCKS "$@")
export WENJIAN_LIBRARY=1
"${build[@]}"
objects=$("${build[@]}" --show-bin-path)/WenjianC.product/Objects.LinkFileList

version=$(sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/Wenjian/LibraryVersion.swift)
# Before 1.0.0 each minor version may change the interface.
soname=libwenjian.so.$(cut -d. -f1-2 <<<"$version")
library=$directory/libwenjian.so.$version
linked=$directory/build/$(basename "$library")
swiftc -emit-library -static-stdlib "@$objects" -o "$linked" \
  -Xlinker --version-script=Tools/c-library/exports.map -Xlinker "-soname=$soname" \
  -Xlinker --gc-sections -Xlinker -z -Xlinker defs \
  -lzstd -lxml2 -lz -licuuc -licudata -lstdc++ -lm
strip -o "$library" "$linked"
ln -sf "$(basename "$library")" "$directory/$soname"
ln -sf "$soname" "$directory/libwenjian.so"
cp Sources/CWenjian/include/wenjian.h "$directory/"
sed "s/@VERSION@/$version/" Tools/c-library/wenjian.pc.in > "$directory/wenjian.pc"

foreign=$(nm -gD --defined-only "$library" | awk '$3 !~ /^wj_/ { print $3 }')
if [ -n "$foreign" ]; then
  printf '%s exports what is not of its interface:\n%s\n' "$library" "$foreign" >&2
  exit 1
fi
# Each function of the header, and no other.
diff <(grep -oE '\bwj_[a-z_]+\(' Sources/CWenjian/include/wenjian.h | tr -d '(' | sort -u) <(nm -gD --defined-only "$library" | awk '$3 ~ /^wj_/ { print $3 }' | sort)
ls -l "$library"
