// What the command asks of the C library, as functions that take and give Swift values.
//
// SAFETY, of all below: a string, an array or a value is lent for the call, with the number of bytes that it has room for;
// what the library gives is copied before it is used.

import Glibc
import WenjianMessages

/// What the system says of an errno.
func systemMessage(_ errorNumber: Int32) -> String { unsafe String(cString: strerror(errorNumber)) }

/// The value of an environment variable.
func environment(_ name: String) -> String? { unsafe getenv(name).map { unsafe String(cString: $0) } }

/// The first argument whose bytes are no UTF-8: what is no part of a character is U+FFFD in it.
func argumentThatIsNotUTF8() -> String? {
  for (index, argument) in CommandLine.arguments.enumerated() where argument.unicodeScalars.contains("\u{FFFD}") {
    if let bytes = unsafe CommandLine.unsafeArgv[index], unsafe String(validatingCString: bytes) == nil {
      return argument
    }
  }
  return nil
}

/// Time that never goes back.
func monotonicNanoseconds() -> Int {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// `2026-11-30 12:00:00`, by the clock of the place.
func localTime() -> String {
  var now = time(nil)
  var parts = unsafe tm()
  unsafe localtime_r(&now, &parts)
  var text = [CChar](repeating: 0, count: 64)
  unsafe strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &parts)
  return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Opens a file for reading.
/// - Returns: below 0 when it cannot be, and errno says why.
func openForReading(_ path: String, _ flags: Int32 = O_CLOEXEC) -> Int32 { unsafe open(path, O_RDONLY | flags) }

/// The errno that says why a directory cannot be listed; nil when it can.
func errorOfListing(_ directory: String) -> Int32? {
  guard let handle = unsafe opendir(directory) else { return errno }
  unsafe closedir(handle)
  return nil
}

/// read(2) into an array, from its beginning.
func read(_ descriptor: Int32, into chunk: inout [UInt8]) -> Int {
  unsafe Glibc.read(descriptor, &chunk, chunk.count)
}

/// write(2) of the bytes from an offset on.
func write(_ bytes: [UInt8], from start: Int, to descriptor: Int32) -> Int {
  precondition(start >= 0 && start <= bytes.count, "byte \(start) of \(bytes.count)")
  return unsafe bytes.withUnsafeBytes { bytes in
    unsafe Glibc.write(descriptor, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
  }
}

/// write(2) of a constant text. A handler of signals may call it.
func write(_ text: StaticString, to descriptor: Int32) {
  _ = unsafe Glibc.write(descriptor, text.utf8Start, text.utf8CodeUnitCount)
}

/// Waits until a descriptor can be written to.
func waitUntilWritable(_ descriptor: Int32) {
  var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  _ = unsafe poll(&waiting, 1, -1)
}

/// Waits until a descriptor can be read from.
func waitUntilReadable(_ descriptor: Int32) {
  var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  _ = unsafe poll(&waiting, 1, -1)
}

/// Waits until a descriptor can be read from, or another one can.
/// - Returns: whether it is the first alone.
func waitUntilReadable(_ descriptor: Int32, orUntil stopDescriptor: Int32) -> Bool {
  while true {
    var waiting = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stopDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = unsafe poll(&waiting, 2, -1)
    if waiting[1].revents != 0 { return false }
    if count > 0 { return true }
  }
}

/// A pipe; nil when there is none to be had, and errno says why.
func makePipe() -> (reading: Int32, writing: Int32)? {
  var ends: [Int32] = [-1, -1]
  return unsafe pipe(&ends) == 0 ? (ends[0], ends[1]) : nil
}

/// How wide a terminal is; nil when the descriptor is none.
func terminalColumnCount(_ descriptor: Int32) -> Int? {
  var size = winsize()
  guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
  return Int(size.ws_col)
}

/// An absolute path without links; nil when there is nothing there.
func resolvedPath(_ path: String) -> String? {
  guard let text = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(text) }
  return unsafe String(cString: text)
}

/// Whether this process may run a file.
func isExecutable(_ path: String) -> Bool {
  guard resolvedPath(path) != nil, errorOfListing(path) == ENOTDIR else { return false }
  return unsafe access(path, X_OK) == 0
}

/// Makes a directory that only its owner reads, unless it is there.
/// - Returns: whether it is there then; if not, errno says why.
func makeDirectory(_ path: String) -> Bool { unsafe mkdir(path, 0o700) == 0 || errno == EEXIST }

/// execv(3): the process becomes another program.
/// - Returns: the errno that says why not.
func execute(_ path: String, _ arguments: [String]) -> Int32 {
  var pointers = unsafe arguments.map { unsafe strdup($0) }
  unsafe pointers.append(nil)
  _ = unsafe execv(path, pointers)
  return errno
}
