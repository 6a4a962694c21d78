import CCurl
import WenjianSearch

/// A line to the nodes of a cluster, which keeps its connections from request to request. One thread uses it at a time.
// SAFETY: the pointer is libcurl's handle, made in `init` and freed in `deinit`; what a request points to is kept for the call.
@safe
final class CurlLine: @unchecked Sendable {
  private let line: OpaquePointer

  /// How a request ended.
  enum Outcome {
    case answered(ClusterAnswer, retryAfterSeconds: Int)
    /// Nothing was sent.
    case notConnected(reason: String)
    /// Nothing is known of what the node did.
    case broken(reason: String)
    case timedOut
    case ended
    case notTrusted(reason: String)
    case tooLarge
    case noMemory
  }

  /// - Throws: `ClusterError` with reason `noLibrary`.
  init() throws(ClusterError) {
    switch ccurl_load() {
    case ccurl_loaded: break
    case ccurl_program_is_static:
      throw ClusterError(
        .noLibrary,
        "clusters are reached by libcurl, which this program of one file without shared libraries cannot load; "
          + "install the package of wenjian")
    case ccurl_not_installed:
      throw ClusterError(
        .noLibrary, "clusters are reached by libcurl.so.4, which is not installed; install libcurl4")
    default:
      throw ClusterError(
        .noLibrary,
        "clusters are reached by libcurl.so.4, and the one that is installed is older than 7.66 or does not "
          + "start; install a newer libcurl4")
    }
    guard let line = unsafe ccurl_open() else {
      throw ClusterError(.noLibrary, "libcurl gives no handle: there is no memory left")
    }
    unsafe self.line = line
  }

  deinit { unsafe ccurl_close(line) }

  private final class Ending {
    let control: SearchControl
    init(_ control: SearchControl) { self.control = control }

    static let check: ccurl_should_end = { context in
      guard let context = unsafe context else { return false }
      let ending = unsafe Unmanaged<Ending>.fromOpaque(context).takeUnretainedValue()
      return (try? ending.control.check()) == nil
    }
  }

  /// - Parameters:
  ///   - url: of the request.
  ///   - control: asked some fifty times a second.
  func send(
    _ request: ClusterRequest, to url: String, _ credentials: ClusterCredentials, _ limits: CurlTransport.Limits,
    control: SearchControl?
  ) -> Outcome {
    var headers: [String] = []
    if request.body != nil { headers.append("Content-Type: " + request.bodyKind.rawValue) }
    if let key = credentials.apiKey { headers.append("Authorization: ApiKey " + key) }
    // A key goes before a user.
    let user = credentials.apiKey == nil ? credentials.user : nil
    let password = credentials.apiKey == nil ? credentials.password : nil
    let ending = control.map(Ending.init)
    var answer = unsafe withExtendedLifetime(ending) {
      unsafe withTexts([url, request.method.rawValue] + headers, []) { texts in
        unsafe withText(user) { user in
          unsafe withText(password) { password in
            unsafe withText(credentials.authorities) { authorities in
              unsafe withBody(request.body) { body in
                unsafe texts.dropFirst(2).map(Optional.init).withUnsafeBufferPointer { headers in
                  var raw = unsafe ccurl_request(
                    url: texts[0], method: texts[1], body: body?.baseAddress, body_bytes: body?.count ?? 0,
                    headers: headers.baseAddress, header_count: headers.count, user: user, password: password,
                    ca_file: authorities, connect_milliseconds: limits.connectMilliseconds,
                    total_milliseconds: limits.totalMilliseconds, answer_limit: limits.answerBytes,
                    should_end: ending == nil ? nil : Ending.check,
                    context: ending.map { unsafe Unmanaged.passUnretained($0).toOpaque() })
                  return unsafe ccurl_send(line, &raw)
                }
              }
            }
          }
        }
      }
    }
    defer { unsafe ccurl_free_answer(&answer) }
    return unsafe Self.outcome(of: answer)
  }

  private static func outcome(of answer: ccurl_answer) -> Outcome {
    let reason = unsafe withUnsafeBytes(of: answer.reason) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    switch unsafe answer.outcome {
    case ccurl_answered:
      let bytes = unsafe answer.bytes.map {
        unsafe [UInt8](UnsafeBufferPointer(start: $0, count: answer.byte_count))
      }
      return unsafe .answered(
        ClusterAnswer(status: answer.status, body: bytes ?? []), retryAfterSeconds: answer.retry_after)
    case ccurl_not_connected: return .notConnected(reason: reason)
    case ccurl_timed_out: return .timedOut
    case ccurl_ended: return .ended
    case ccurl_not_trusted: return .notTrusted(reason: reason)
    case ccurl_too_large: return .tooLarge
    case ccurl_no_memory: return .noMemory
    default: return .broken(reason: reason)
    }
  }
}

/// Texts as C wants them, for the length of a call.
private func withTexts<Result>(
  _ texts: [String], _ pointers: [UnsafePointer<CChar>], _ body: ([UnsafePointer<CChar>]) -> Result
) -> Result {
  guard let first = texts.first else { return unsafe body(pointers) }
  return unsafe first.withCString { pointer in
    unsafe withTexts(Array(texts.dropFirst()), pointers + [pointer], body)
  }
}

private func withText<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
  guard let text else { return body(nil) }
  return unsafe text.withCString { pointer in unsafe body(pointer) }
}

private func withBody<Result>(_ bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
  guard let bytes else { return body(nil) }
  return unsafe bytes.withUnsafeBytes { bytes in unsafe body(bytes) }
}
