// What belongs to no handle.

// Functions have the names of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CWenjian
import Glibc
import Wenjian

/// As C reads it.
// SAFETY: made once, and never written to or freed.
nonisolated(unsafe) private let versionText: UnsafePointer<CChar>? = {
  LibraryVersion.version.withCString { UnsafePointer(strdup($0)) }
}()

@c @implementation
public func wj_version() -> UnsafePointer<CChar>? { versionText }

@c @implementation
public func wj_free(_ text: UnsafeMutableRawPointer?) { free(text) }

@c @implementation
public func wj_leave_signals_alone() { Index.leaveSignalsAlone() }
