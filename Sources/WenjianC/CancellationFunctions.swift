// wj_cancellation: ends calls from another thread.

// Functions have the names of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CWenjian
import Wenjian

@c @implementation
public func wj_cancellation_new() -> OpaquePointer? { handle(of: Cancellation()) }

// It may be called by a signal handler: neither takes a lock nor allocates memory.
@c @implementation
public func wj_cancel(_ cancellation: OpaquePointer?) {
  guard let cancellation else { return }
  Unmanaged<Cancellation>.fromOpaque(UnsafeRawPointer(cancellation))._withUnsafeGuaranteedRef { $0.cancel() }
}

@c @implementation
public func wj_cancellation_free(_ cancellation: OpaquePointer?) { release(cancellation, as: Cancellation.self) }
