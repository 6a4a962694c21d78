#!/usr/bin/env bash
# Writes the file `copyright` of the Debian package (DEP 5), from NOTICE and the licences that are in the tree.
set -euo pipefail
cd "$(dirname "$0")/../.."

# A text as a field of a control file has it.
indented() { sed -e 's/[[:space:]]*$//' -e 's/^/ /' -e 's/^ $/ ./'; }

cat <<TEXT
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Wenjian
Comment: The file NOTICE beside this one says what of others is inside.

Files: *
Copyright: 2026 the Wenjian authors
License: Apache-2.0

Files: Sources/CTables/*
Copyright: 2026 the Wenjian authors
           2010-2022 BYVoid <byvoid.kcp@gmail.com>
           1991-2022 Unicode, Inc.
License: Apache-2.0 and Unicode

Files: swift-argument-parser/* swift/*
Copyright: 2014-2026 Apple Inc. and the Swift project authors
License: Apache-2.0 with Swift-runtime-exception
Comment: The libraries of Swift and the argument parser, which are linked into the command.

License: Apache-2.0
 On Debian systems the text of the Apache License, Version 2.0, is in
 /usr/share/common-licenses/Apache-2.0.

License: Apache-2.0 with Swift-runtime-exception
 On Debian systems the text of the Apache License, Version 2.0, is in
 /usr/share/common-licenses/Apache-2.0. The exception:
 .
 As an exception, if you use this Software to compile your source code and
 portions of this Software are embedded into the binary product as a result,
 you may redistribute such product without providing attribution as would
 otherwise be required by Sections 4(a), 4(b) and 4(d) of the License.

License: Unicode
TEXT
indented < Tools/fold-table/licences/Unicode.txt
