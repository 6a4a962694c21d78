// The middle of a service: what it does between its requests and the index.

import Synchronization
import Wenjian

/// What a client sends. Everything in it comes from outside.
struct SearchRequest {
  var words: String
  var office: String?
  var years: String?
  var limit = 10
  var cursor: String?
}

enum SearchFailure: Error, Equatable {
  /// The client's fault, with what to show it.
  case badRequest(String)
  /// Ours, with what to write to the log.
  case unavailable(code: String)
}

final class SearchService: Sendable {
  private let index: Mutex<Index>

  init(indexAt path: String) throws { index = Mutex(try Index(at: path)) }

  /// The newest commit. It costs the reading of a small file, and the index itself when nothing was committed.
  private func newest() throws(WenjianError) -> Index {
    try index.withLock { (index) throws(WenjianError) in
      index = try index.refreshed()
      return index
    }
  }

  /// A search blocks the thread that it runs on: call it from threads of your own.
  func answer(_ request: SearchRequest) throws(SearchFailure) -> SearchResults {
    do {
      var query = try Query(request.words)
      if let office = request.office {
        query = try Query("\(query) issuer:\(office)")
      }
      var options = SearchOptions(limit: min(request.limit, 100))
      if let years = request.years {
        guard let range = DateRange(years) else { throw SearchFailure.badRequest("no range of dates: \(years)") }
        options.filter = .date(in: range)
      }
      options.cursor = request.cursor.flatMap(SearchCursor.init)
      return try newest().search(query, options: options).detached(snippets: SnippetStyle(maximumCount: 2))
    } catch let error as WenjianError {
      switch error.code {
      case .query, .argument: throw .badRequest(error.message)
      default: throw .unavailable(code: error.code.rawValue)
      }
    } catch let failure as SearchFailure {
      throw failure
    } catch {
      throw .unavailable(code: "unknown")
    }
  }
}
