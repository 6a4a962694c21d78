#!/usr/bin/env bash
# Unpacks each package in a Debian that has nothing but its base system, indexes Corpus/ there and searches it:
#
#   Tools/clean-root/run.sh PACKAGES-DIRECTORY WHEEL-DIRECTORY LIBRARY-DIRECTORY
#
# A package that was not built is left out, and said. It needs root and mmdebstrap (or a tar of a base system in
# WENJIAN_BASE_ROOT), and what apt needs to reach a mirror. Exit code 1 when anything failed.
set -uo pipefail
cd "$(dirname "$0")/../.."
packages=$(realpath -m "$1")
wheels=$(realpath -m "$2")
library=$(realpath -m "$3")
suite=${SUITE:-bookworm}
[ "$(id -u)" = 0 ] || { echo 'needs root, for chroot' >&2; exit 64; }
work=$(mktemp -d)
mounted=()
cleanup() {
  for each in "${mounted[@]}"; do umount "$each"; done
  rm -rf --one-file-system "$work"
}
trap cleanup EXIT

base=${WENJIAN_BASE_ROOT:-$work/base.tar}
if [ ! -f "$base" ]; then
  mmdebstrap --variant=minbase --mode=root --quiet "$suite" "$base" || exit 1
fi
failures=0
step() { printf '\n== %s\n' "$*"; }
failed() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

# A new root $work/$1 with Corpus/ in it.
new_root() {
  root=$work/$1
  mkdir "$root"
  tar -C "$root" -xf "$base" || exit 1
  cp -r Corpus "$root/srv/Corpus"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  # What this machine's apt needs to reach a mirror: its proxy, and whom it trusts.
  for file in /etc/apt/apt.conf.d/*proxy* /etc/apt/apt.conf.d/*artifact*; do
    if [ -f "$file" ]; then cp "$file" "$root/etc/apt/apt.conf.d/"; fi
  done
  mkdir -p "$root/proc"
  mount -t proc proc "$root/proc"
  mounted+=("$root/proc")
}
inside() { chroot "$root" env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin HOME=/srv LANG=C.UTF-8 "$@"; }
has_no_swift() { ! inside sh -c 'ls /usr/lib/*/libswift* /opt/swift 2>/dev/null' | grep -q .; }

# Indexes and searches with the command, wherever it is.
try_command() {
  inside "$1" --version &&
    inside "$1" index /srv/Corpus --index /srv/Index --exclude README.md &&
    inside "$1" search 第一书记 --index /srv/Index --limit 2 &&
    inside "$1" count 第一书记 --index /srv/Index --json &&
    inside "$1" verify --index /srv/Index
}

deb=$(ls "$packages"/*.deb 2>/dev/null | head -n 1)
step "deb: ${deb:-not built}"
if [ -n "$deb" ]; then
  new_root deb
  cp "$deb" "$root/srv/wenjian.deb"
  { inside sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends /srv/wenjian.deb > /dev/null 2>&1' &&
    has_no_swift && try_command wenjian &&
    inside sh -c 'dpkg -L wenjian | grep -c . && du -sh /usr/bin/wenjian && apt-get purge -y -qq wenjian > /dev/null &&
      ! command -v wenjian'; } || failed deb
fi

tarball=$(ls "$packages"/wenjian-*.tar.gz 2>/dev/null | head -n 1)
step "tarball: ${tarball:-not built}"
if [ -n "$tarball" ]; then
  new_root tarball
  tar -C "$root/usr/local" --strip-components=1 -xzf "$tarball"
  has_no_swift && try_command wenjian || failed tarball

  step 'the static command in a root that holds nothing else'
  root=$work/empty
  mkdir -p "$root/proc" "$root/srv" "$root/tmp"
  cp -r Corpus "$root/srv/Corpus"
  tar -C "$root" --strip-components=2 -xzf "$tarball" --wildcards '*/bin/wenjian'
  mount -t proc proc "$root/proc"
  mounted+=("$root/proc")
  { chroot "$root" /wenjian index /srv/Corpus --index /srv/Index --exclude README.md &&
    chroot "$root" /wenjian search 第一书记 --index /srv/Index --limit 2; } || failed 'the static command alone'
fi

# The repaired wheel has all libraries inside; the other one needs those of this release.
for wheel in "$wheels"/repaired/*.whl "$wheels"/*.whl; do
  [ -f "$wheel" ] || continue
  step "wheel: $wheel"
  new_root "wheel-$(basename "$wheel" .whl)"
  cp "$wheel" "$root/srv/"
  cp Tools/clean-root/search.py "$root/srv/search.py"
  needed='python3 python3-venv'
  case $wheel in *-linux_*) needed="$needed libicu72 libxml2 libzstd1 libstdc++6" ;; esac
  { inside sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends $needed > /dev/null 2>&1" &&
    has_no_swift && inside python3 -m venv /srv/venv &&
    inside /srv/venv/bin/pip install --quiet --no-index "/srv/$(basename "$wheel")" &&
    inside /srv/venv/bin/python /srv/search.py /srv/Corpus /srv/Index; } || failed "$wheel"
done
if ! compgen -G "$wheels/*.whl" > /dev/null; then step 'wheel: not built'; fi

step "C library: $library"
if [ -f "$library/libwenjian.so" ]; then
  new_root library
  Tools/packages/stage-library.sh "$library" "$root" /usr/local
  cp Tests/CLibrary/library-test.c "$root/srv/"
  cp -r Tests/CLibrary/include "$root/srv/include"
  { inside sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends gcc libc6-dev pkg-config \
      libicu72 libxml2 libzstd1 libstdc++6 > /dev/null 2>&1 && ldconfig && cd /srv && mkdir indexes &&
      gcc -std=c99 -Iinclude library-test.c -o library-test $(pkg-config --cflags --libs wenjian) -lpthread &&
      ./library-test indexes 20'; } || failed 'C library'
else
  echo 'not built'
fi

step "$failures failed"
[ "$failures" = 0 ]
