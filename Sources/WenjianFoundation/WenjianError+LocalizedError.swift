public import Foundation
public import Wenjian

/// `localizedDescription` is the message.
extension WenjianError: LocalizedError {
  public var errorDescription: String? { message }
}

extension WenjianError: CustomNSError {
  public static var errorDomain: String { "Wenjian.WenjianError" }

  /// `WenjianErrorCode` is the raw value of the code, `NSFilePath` the file or directory.
  public var errorUserInfo: [String: Any] {
    var information: [String: Any] = [NSLocalizedDescriptionKey: message, "WenjianErrorCode": code.rawValue]
    information[NSFilePathErrorKey] = path
    return information
  }
}
