// What every function of the C library does around its own work: keeps fork out, and turns what is thrown into a status
// and an error object.

import CWenjian
import Wenjian
import WenjianJSON

/// Why a call ends with another status than WJ_OK.
struct CallFailure: Error {
  var status: wj_status
  /// A word for programs: that of `WenjianError.Code`, or `argument`.
  var code: String
  var message: String
  var path: String?
  var queryRange: Range<Int>?

  /// An argument that cannot be used.
  static func argument(_ message: String) -> CallFailure {
    CallFailure(status: .usage, code: "argument", message: message)
  }

  /// - Parameter value: what should not be NULL.
  static func isNull(_ value: StaticString) -> CallFailure { argument("\(value) is NULL") }

  static var cancelled: CallFailure {
    CallFailure(status: .cancelled, code: "cancelled", message: "the call was cancelled")
  }

  /// What was done in part.
  static func incomplete(_ message: String) -> CallFailure {
    CallFailure(status: .incomplete, code: "incomplete", message: message)
  }
}

extension CallFailure {
  init(_ error: any Error) {
    switch error {
    case let failure as CallFailure: self = failure
    case let error as WenjianError: self.init(ErrorAnswer(error))
    case let error as ErrorAnswer: self.init(error)
    default: self.init(status: .inputOutput, code: "file", message: String(describing: error))
    }
  }

  private init(_ error: ErrorAnswer) {
    self.init(
      status: error.status, code: error.code, message: error.message, path: error.path, queryRange: error.queryRange
    )
  }
}

extension wj_status {
  static let ok = wj_status(WJ_OK)
  static let incomplete = wj_status(WJ_INCOMPLETE)
  static let usage = wj_status(WJ_USAGE)
  static let damaged = wj_status(WJ_DAMAGED)
  static let missing = wj_status(WJ_MISSING)
  static let unusableOutput = wj_status(WJ_UNUSABLE_OUTPUT)
  static let inputOutput = wj_status(WJ_INPUT_OUTPUT)
  static let locked = wj_status(WJ_LOCKED)
  static let deadline = wj_status(WJ_DEADLINE)
  static let cancelled = wj_status(WJ_CANCELLED)
}

/// Where a function writes its error, if it is wanted.
typealias ErrorResult = UnsafeMutablePointer<OpaquePointer?>?

/// Runs the work of a function. No other thread forks meanwhile.
func call(_ error: ErrorResult, _ body: () throws -> Void) -> wj_status {
  cwenjian_call_begin()
  defer { cwenjian_call_end() }
  error?.pointee = nil
  do {
    try body()
    return .ok
  } catch let thrown {
    let failure = CallFailure(thrown)
    if let error { error.pointee = handle(of: ErrorObject(failure)) }
    return failure.status
  }
}

// MARK: Handles

/// An object as C has it: with a reference of its own, until `release`.
func handle(of object: some AnyObject) -> OpaquePointer {
  OpaquePointer(Unmanaged.passRetained(object).toOpaque())
}

/// - Throws: `CallFailure` for NULL.
func object<Object: AnyObject>(
  _ handle: OpaquePointer?, as type: Object.Type, _ name: StaticString
) throws(CallFailure) -> Object {
  guard let handle else { throw .isNull(name) }
  return Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
}

/// Gives back the reference that C had; NULL is allowed.
func release<Object: AnyObject>(_ handle: OpaquePointer?, as type: Object.Type) {
  guard let handle else { return }
  Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).release()
}

/// Where a function writes what it makes.
/// - Throws: `CallFailure` for NULL.
func result<Value>(
  _ pointer: UnsafeMutablePointer<Value>?, _ name: StaticString
) throws(CallFailure) -> UnsafeMutablePointer<Value> {
  guard let pointer else { throw .isNull(name) }
  return pointer
}
