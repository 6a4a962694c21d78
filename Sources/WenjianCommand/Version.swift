// The versions that `wenjian --version` names.

import Wenjian

var versionText: String {
  "wenjian \(LibraryVersion.version) (index format \(LibraryVersion.format), ICU \(LibraryVersion.icu))"
}
