// The number of an error: the exit status of the command, and the status of a call of the C library.

public import Wenjian

extension WenjianError.Code {
  /// From 64 on as sysexits.h has them; 124 as timeout(1), 130 as a shell says of what was interrupted.
  public var status: Int32 {
    switch self {
    case .query, .key, .argument, .closed, .unsupported: 64
    case .damaged, .otherVersion: 65
    case .notAnIndex, .noSuchDocument, .input: 66
    case .foreignDirectory: 73
    case .locked: 75
    case .deadline: 124
    case .cancelled: 130
    default: 74
    }
  }
}

extension ErrorAnswer {
  /// The same for an error of the library and for one of a request.
  public var status: Int32 {
    switch code {
    case "request", "json": 64
    case "noSuchArticle": 66
    default: WenjianError.Code(rawValue: code).status
    }
  }
}
