// The versions that `wenjian --version` names.

import Wenjian
import WenjianMessages

var versionText: String {
  localized("wenjian \(LibraryVersion.version) (index format \(LibraryVersion.format), ICU \(LibraryVersion.icu))")
}
