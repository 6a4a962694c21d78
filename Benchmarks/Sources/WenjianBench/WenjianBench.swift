// wenjian-bench: measures the engine through its public library and prints JSON.

import Glibc

@main
struct WenjianBench {
  static let usage = """
    usage: wenjian-bench build TEXTS INDEX
           wenjian-bench delete INDEX PERCENT
           wenjian-bench characters TEXTS QUERIES
           wenjian-bench query INDEX QUERIES [SECONDS [CONDITION]]
           wenjian-bench shapes INDEX QUERIES [SECONDS]
           wenjian-bench live INDEX TEXTS QUERIES COMMITS
           wenjian-bench ask INDEX QUERY…
           wenjian-bench open INDEX [QUERY]
           wenjian-bench start INDEX COMMAND [QUERY]
           wenjian-bench grow OUT BYTES TEXTS…
           wenjian-bench all TEXTS INDEX QUERIES [COMMAND]

    TEXTS    a directory of .txt files
    INDEX    a directory for the index; what is in it is replaced by build and all
    QUERIES  a directory with term_common.txt, term_rare.txt, and2.txt, or3.txt, phrase4.txt and phrase8_12.txt, and
             with the lists that `characters` writes there
    OUT      an empty directory, which gets BYTES of text: the documents of TEXTS, then salted repetitions of them
    CONDITION  what is asked besides each query, as path:北京 or date:2016..2018: what a filter costs, or saves
    PERCENT  how many documents of an index to delete, from 1 to 99
    COMMITS  how many documents of TEXTS to add, each with a commit of its own, while the index is read
    SECONDS  how long to measure each class, 3 if not given; at least 20 repetitions of each query
    COMMAND  the built command `wenjian`, for the time of a new process
    """

  static func main() {
    do {
      print(try run(Array(CommandLine.arguments.dropFirst())))
    } catch {
      let message = Array("wenjian-bench: \(error)\n".utf8)
      _ = Glibc.write(STDERR_FILENO, message, message.count)
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws -> JSON {
    let query = "行政处罚"
    switch (arguments.first, arguments.count) {
    case ("build", 3): return try buildBenchmark(texts: arguments[1], index: arguments[2])
    case ("delete", 3):
      guard let percent = Int(arguments[2]), (1...99).contains(percent) else {
        throw BenchError("PERCENT must be from 1 to 99, it is \(arguments[2])")
      }
      return try deleteDocuments(of: arguments[1], percent: percent)
    case ("characters", 3):
      return try writeCharacterQueries(texts: arguments[1], queries: arguments[2])
    case ("query", 3...5):
      return try queryBenchmark(
        index: arguments[1], queries: arguments[2],
        seconds: try arguments.count > 3 ? number(arguments[3]) : 3,
        condition: arguments.count > 4 ? arguments[4] : nil)
    case ("shapes", 3...4):
      return try shapeBenchmark(
        index: arguments[1], queries: arguments[2], seconds: try arguments.count > 3 ? number(arguments[3]) : 1)
    case ("live", 5):
      guard let commits = Int(arguments[4]), commits > 0 else {
        throw BenchError("COMMITS must be a positive number, it is \(arguments[4])")
      }
      return try liveBenchmark(
        index: arguments[1], texts: arguments[2], queries: arguments[3], commits: commits)
    case ("ask", 3...): return try askBenchmark(index: arguments[1], queries: Array(arguments[2...]))
    case ("open", 2...3):
      return try openBenchmark(
        index: arguments[1], query: arguments.count > 2 ? arguments[2] : query)
    case ("start", 3...4):
      return try startBenchmark(
        index: arguments[1], command: arguments[2], query: arguments.count > 3 ? arguments[3] : query)
    case ("grow", 4...):
      guard let size = Int(arguments[2]), size > 0 else {
        throw BenchError("BYTES must be a positive number, it is \(arguments[2])")
      }
      let written = try GrownCorpus(directories: Array(arguments[3...])).write(to: arguments[1], bytes: size)
      return .object([("documents", .integer(written.documents)), ("bytes", .integer(written.bytes))])
    case ("all", 4...5):
      // The build comes first: the peak memory of the process is still the build's own.
      var members = [("build", try buildBenchmark(texts: arguments[1], index: arguments[2]))]
      members.append(("characters", try writeCharacterQueries(texts: arguments[1], queries: arguments[3])))
      members.append(("query", try queryBenchmark(index: arguments[2], queries: arguments[3], seconds: 3)))
      members.append(("open", try openBenchmark(index: arguments[2], query: query)))
      if arguments.count > 4 {
        members.append(
          ("start", try startBenchmark(index: arguments[2], command: arguments[4], query: query)))
      }
      return .object(members)
    default: throw BenchError("these arguments mean nothing here\n" + usage)
    }
  }

  private static func number(_ text: String) throws -> Double {
    guard let value = Double(text), value > 0, value < 3600 else {
      throw BenchError("SECONDS must be a number between 0 and 3600, it is \(text)")
    }
    return value
  }
}
