// Times the parts of the engine one by one, and runs each of them alone so that its instructions and allocations can
// be counted. A target of the engine's package, because the parts are not public; there only with WENJIAN_MICRO=1.

import Glibc
import Wenjian
import WenjianBytes
import WenjianConcordance

@main
struct Micro {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch arguments.count > 1 ? arguments[1] : "" {
    case "time" where arguments.count == 3:
      let bench = try Workbench(texts: arguments[2], limit: 4 << 20)
      print("| part | unit | units | ns of CPU a unit | million units a second |")
      print("| --- | --- | ---: | ---: | ---: |")
      for part in Part.all(bench) { print(row(part)) }
    // So many repetitions of one part: the difference between two such runs is what a repetition takes.
    case "run" where arguments.count == 5:
      // A counter of instructions takes fifty times the time.
      let bench = try Workbench(texts: arguments[2], limit: 1 << 20)
      guard let part = Part.all(bench).first(where: { $0.name == arguments[3] }),
        let count = Int(arguments[4])
      else { return usage() }
      for _ in 0..<count { try part.run() }
      print(part.units)
    case "parts" where arguments.count == 3:
      for part in Part.all(try Workbench(texts: arguments[2], limit: 1)) { print("\(part.name)\t\(part.unit)") }
    case "query" where arguments.count == 5 || arguments.count == 6:
      guard let question = Question(rawValue: arguments.count == 6 ? arguments[5] : "top") else { return usage() }
      try ask(question, index: arguments[2], queries: arguments[3], repetitions: Int(arguments[4]) ?? 1)
    case "times" where arguments.count == 5 || arguments.count == 6:
      guard let question = Question(rawValue: arguments.count == 6 ? arguments[5] : "top") else { return usage() }
      try time(question, index: arguments[2], queries: arguments[3], rounds: Int(arguments[4]) ?? 1)
    case "index" where arguments.count == 5:
      try index(texts: arguments[2], at: arguments[3], repetitions: Int(arguments[4]) ?? 1)
    case "checkpoints" where arguments.count == 3: try printStretches(index: arguments[2])
    default: usage()
    }
  }

  private static func usage() {
    print(
      """
      wenjian-micro time TEXTS              every part, the least CPU time of several runs
      wenjian-micro parts TEXTS             their names
      wenjian-micro run TEXTS PART COUNT    one part so often; prints its units
      wenjian-micro query INDEX QUERIES COUNT [top|count|passage|passages|facets|kwic]
                                            each line of a file asked so often; prints how many lines there are
      wenjian-micro times INDEX QUERIES ROUNDS [question]
                                            the least µs of each line, of so many rounds over all of them
      wenjian-micro index TEXTS INDEX COUNT the .txt of a directory added so often, each time to a new index, by one
                                            thread; prints their bytes
      wenjian-micro checkpoints INDEX       the longest time between two looks whether a query has to end
      """)
    exit(2)
  }

  /// The least of at least seven runs, and of as many as fit into half a second: other processes only add time.
  private static func row(_ part: Part) -> String {
    var least = Double.infinity
    var spent = 0.0
    var runs = 0
    while runs < 7 || spent < 0.5 {
      let before = cpuSeconds()
      do { try part.run() } catch { return "| \(part.name) | \(part.unit) | failed: \(error) | | |" }
      let took = cpuSeconds() - before
      least = min(least, took)
      spent += took
      runs += 1
    }
    let units = Double(part.units)
    return
      "| \(part.name) | \(part.unit) | \(part.units) | \(rounded(least / units * 1e9)) | \(rounded(units / least / 1e6)) |"
  }

  static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func rounded(_ value: Double) -> String {
    let places = value >= 100 ? 1.0 : value >= 10 ? 10 : 100
    return "\((value * places).rounded() / places)"
  }

  /// What is asked about each line of a file of queries.
  private enum Question: String {
    /// The ten best documents.
    case top
    /// Documents and occurrences.
    case count
    /// The ten best documents, each with a passage.
    case passage
    /// The ten best documents, each with as many passages as the library chooses.
    case passages
    /// Counts by year, issuer and folder.
    case facets
    /// The first hundred lines of a concordance.
    case kwic
  }

  private static func ask(_ question: Question, index path: String, queries file: String, repetitions: Int) throws {
    let index = try Index(at: path)
    let lines = try self.lines(of: file)
    for _ in 0..<repetitions { for line in lines { try ask(question, line, index) } }
    print(lines.count)
  }

  /// For two builds to be asked in turn: of a query the least is what other processes disturb least.
  private static func time(_ question: Question, index path: String, queries file: String, rounds: Int) throws {
    let index = try Index(at: path)
    let lines = try self.lines(of: file)
    var least = [Double](repeating: .infinity, count: lines.count)
    for _ in 0..<rounds {
      for (number, line) in lines.enumerated() {
        let before = cpuSeconds()
        try ask(question, line, index)
        least[number] = min(least[number], cpuSeconds() - before)
      }
    }
    for (number, line) in lines.enumerated() { print("\(rounded(least[number] * 1e6))\t\(line)") }
  }

  private static func lines(of file: String) throws -> [String] {
    String(decoding: try FileOperations.read(file), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func ask(_ question: Question, _ line: String, _ index: Index) throws {
    let options = SearchOptions(limit: 10, includesRelated: false)
    switch question {
    case .top: _ = try index.search(line, options: options)
    case .count: _ = try index.count(line)
    case .passage:
      let style = SnippetStyle(maximumCount: 1)
      for hit in try index.search(line, options: options).hits { _ = try hit.snippets(style) }
    case .passages: for hit in try index.search(line, options: options).hits { _ = try hit.snippets() }
    case .facets:
      for key in [FacetKey.year, .field(.issuer), .path(depth: 1)] { _ = try index.facets(line, by: key) }
    case .kwic:
      let concordance = try index.concordance(line)
      _ = try concordance.lines(0..<min(100, concordance.lineCount))
    }
  }

  /// Threads of their own would make what is counted depend on which of them was first.
  private static func index(texts directory: String, at path: String, repetitions: Int) throws {
    var texts: [(name: String, text: String)] = []
    for name in try FileOperations.names(in: directory).sorted() where name.hasSuffix(".txt") {
      texts.append((name, String(decoding: try FileOperations.read(directory + "/" + name), as: UTF8.self)))
    }
    for _ in 0..<repetitions {
      let writer = try IndexWriter(at: path, mode: .replaceAll, threads: 1)
      for (name, text) in texts { try writer.add(Document(key: name, text: text)) }
      try writer.commit()
      writer.close()
    }
    print(texts.reduce(0) { $0 + $1.text.utf8.count })
  }
}
