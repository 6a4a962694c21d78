#!/usr/bin/env bash
# Installs the C library that `make library` built:
#
#   Tools/packages/stage-library.sh .build/library DESTDIR PREFIX
set -euo pipefail
cd "$(dirname "$0")/../.."
library=$1
root=$2$3
[ -f "$library/libwenjian.so" ] || { echo "$library/libwenjian.so is not there: make library" >&2; exit 66; }
install -d "$root/lib/pkgconfig" "$root/include"
# The library and the names that lead to it.
cp -P "$library"/libwenjian.so* "$root/lib/"
install -m 644 "$library/wenjian.h" "$root/include/wenjian.h"
sed "s|^prefix=.*|prefix=$3|" "$library/wenjian.pc" > "$root/lib/pkgconfig/wenjian.pc"
for page in LICENSE NOTICE; do install -D -m 644 "$page" "$root/share/doc/libwenjian/$page"; done
Tools/packages/licences.sh "$root/share/doc/libwenjian/licences" dynamic
