// The operations that there are.

import Wenjian
import WenjianJSON

/// What a service answers: a new one is a file with the operation, and a line in `Operations.list`.
protocol ServiceOperation: SendableMetatype {
  static var name: String { get }
  static var summary: String { get }
  /// What it may be told; nothing else is read of a request.
  static var parameters: [any DeclaredParameter] { get }
  /// Whether new commits are looked for before it, however short ago that was done.
  static var refreshesAtOnce: Bool { get }
  /// - Throws: `ErrorAnswer`, `WenjianError`; also while the answer is written.
  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable
}

extension ServiceOperation {
  static var refreshesAtOnce: Bool { false }
}

enum Operations {
  static let list: [any ServiceOperation.Type] = [
    SearchOperation.self, CountOperation.self, CountsOperation.self, FacetsOperation.self,
    ConcordanceOperation.self,
    TrendOperation.self, OccurrencesOperation.self, TextOperation.self, OutlineOperation.self,
    MetadataOperation.self,
    VersionsOperation.self, CopiesOperation.self, ComparisonOperation.self, CitesOperation.self,
    CitedByOperation.self, VerificationOperation.self,
    OriginalOperation.self, KeysOperation.self, InfoOperation.self, StatusOperation.self, RefreshOperation.self,
    PingOperation.self, HelpOperation.self,
  ]

  /// By their names.
  static let all = Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
}
