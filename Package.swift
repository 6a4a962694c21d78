// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is built with. `InternalImportsByDefault` keeps a C type out of any
/// signature; `MemberImportVisibility` makes each file import what it uses.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
]

/// What the compiler cannot prove to be safe in memory is marked `unsafe`, with its reason beside it: SE-0458, as an
/// error. Seven modules leave it out, because there every line would carry the mark: WenjianBytes, WenjianPostings,
/// WenjianSegment and WenjianSearch walk mapped bytes and lists in buffers of their own, WenjianUnicode walks a trie and ICU's
/// data, WenjianFiles reads pages and markup through pointers and calls libxml2, zlib and other programs, and WenjianC takes
/// the pointers of C programs.
let memorySafe: [SwiftSetting] =
  settings + [.strictMemorySafety(), .treatWarning("StrictMemorySafety", as: .error)]

func module(
  _ name: String, _ dependencies: [Target.Dependency], notes: [String] = [],
  memorySafe isChecked: Bool = false
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: notes,
    swiftSettings: isChecked ? memorySafe : settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], fixtures: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["WenjianTestSupport"], exclude: fixtures,
    swiftSettings: settings)
}

/// The parts one by one (`make micro`). They are not public, so what measures them belongs to this package; it is only
/// there when it is asked for.
let micro: [Target] =
  Context.environment["WENJIAN_MICRO"] == nil
  ? []
  : [
    .executableTarget(
      name: "wenjian-micro",
      dependencies: [
        "Wenjian", "WenjianBytes", "WenjianUnicode", "WenjianPostings", "WenjianDictionary", "WenjianStore",
        "WenjianStream", "WenjianSegment", "WenjianSearch", "WenjianConcordance",
      ], path: "Benchmarks/Micro", exclude: ["count-allocations.c", "micro.sh"], swiftSettings: settings)
  ]

/// libFuzzer's entries to `WenjianFuzzTargets` (`make fuzz`): an executable whose `main` is libFuzzer's.
let fuzzer: [Target] =
  Context.environment["WENJIAN_FUZZ"] == nil
  ? []
  : [
    .executableTarget(
      name: "wenjian-fuzz", dependencies: ["WenjianFuzzTargets", "WenjianTestSupport"], path: "Fuzz/Fuzzer",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
  ]

/// What `make library` links to a shared library of C; SwiftPM links Swift's own libraries into programs alone.
let cLibrary: [Product] =
  Context.environment["WENJIAN_LIBRARY"] == nil
  ? [] : [.library(name: "WenjianC", type: .static, targets: ["WenjianC"])]

let package = Package(
  name: "Wenjian",
  products: [
    // Searches, and adds documents that it is given: no reader of a format, neither libxml2 nor zlib.
    .library(name: "Wenjian", targets: ["Wenjian"]),
    // Concordances and the counts of corpus linguistics, over what `Wenjian` finds.
    .library(name: "WenjianConcordance", targets: ["WenjianConcordance"]),
    // Adds files: `IndexWriter.add(filesIn:)`.
    .library(name: "WenjianFileReaders", targets: ["WenjianFileReaders"]),
    // Compares versions of laws: `Index.comparison(of:with:)`.
    .library(name: "WenjianComparison", targets: ["WenjianComparison"]),
    // Indexes in a cluster of Elasticsearch or OpenSearch: `ClusterAddress`.
    .library(name: "WenjianCluster", targets: ["WenjianCluster"]),
    // Who cites whom: `Citations`.
    .library(name: "WenjianCitations", targets: ["WenjianCitations"]),
    // Answers as JSON.
    .library(name: "WenjianJSON", targets: ["WenjianJSON"]),
    // Answers requests of programs in any language: `Service`.
    .library(name: "WenjianService", targets: ["WenjianService"]),
    // For programs that use Foundation: `LocalizedError`, `DateComponents`, `AttributedString`.
    .library(name: "WenjianFoundation", targets: ["WenjianFoundation"]),
    .executable(name: "wenjian", targets: ["WenjianCommand"]),
    // Without the trait a program that says how it is built.
    .executable(name: "wenjian-server", targets: ["WenjianServerCommand"]),
  ] + cLibrary,
  // `make server`. Without it no package of the server is resolved, here or by a package that depends on this one.
  traits: [.trait(name: "Server", description: "wenjian-server, the HTTP service, on Hummingbird")],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.28.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
  ],
  targets: [
    // Floor 0
    // Not icui18n: nothing of it is used, and loading it takes 0.3 ms of every start.
    .target(
      name: "CICU",
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icudata")]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // The formats of documents: used by indexing alone.
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CProcess"),
    .target(name: "CMapping"),
    // Loads libcurl when it is first used.
    .target(name: "CCurl"),
    .target(name: "CSignals"),
    .target(name: "CTables"),
    .target(name: "CWenjian"),
    .target(name: "CPage"),
    .target(name: "CSchema"),
    module("WenjianThreads", [], memorySafe: true),
    module("WenjianModel", [], memorySafe: true),
    module("WenjianMessages", [], memorySafe: true),
    // Floor 1
    module("WenjianBytes", ["CMapping", "WenjianThreads"]),
    // Floor 2
    module("WenjianText", [], memorySafe: true),
    module("WenjianUnicode", ["CICU"]),
    module("WenjianPostings", ["WenjianBytes", "WenjianThreads"]),
    module("WenjianDictionary", ["WenjianBytes"], memorySafe: true),
    module("WenjianStore", ["WenjianBytes", "WenjianThreads", "CZstd"], memorySafe: true),
    // Floor 3
    module("WenjianJSONText", ["WenjianText"], memorySafe: true),
    module(
      "WenjianStream", ["CTables", "WenjianBytes", "WenjianModel", "WenjianText", "WenjianUnicode"],
      memorySafe: true),
    // Floor 4
    module(
      "WenjianSegment",
      [
        "WenjianBytes", "WenjianThreads", "WenjianModel", "WenjianUnicode", "WenjianPostings", "WenjianDictionary",
        "WenjianStore", "WenjianStream",
      ], notes: ["FORMAT.md"]),
    module("WenjianQuery", ["WenjianModel", "WenjianText"], notes: ["LANGUAGE.md"], memorySafe: true),
    module(
      "WenjianDocument", ["WenjianBytes", "WenjianModel", "WenjianText", "WenjianStream"], memorySafe: true),
    module("WenjianSnippets", ["WenjianModel", "WenjianText"], memorySafe: true),
    // Floor 5
    module(
      "WenjianFiles",
      [
        "WenjianBytes", "WenjianThreads", "WenjianModel", "WenjianText", "WenjianUnicode", "WenjianStream",
        "WenjianDocument", "WenjianJSONText",
        "CProcess", "CXML", "CZlib",
      ]),
    module(
      "WenjianWidening", ["WenjianModel", "WenjianText", "WenjianStream", "WenjianDocument"], memorySafe: true),
    module(
      "WenjianIndex",
      [
        "WenjianBytes", "WenjianThreads", "WenjianModel", "WenjianUnicode", "WenjianStore", "WenjianStream",
        "WenjianSegment",
      ], memorySafe: true),
    // Floor 6
    module(
      "WenjianSearch",
      [
        "WenjianBytes", "WenjianThreads", "WenjianModel", "WenjianText", "WenjianUnicode", "WenjianPostings",
        "WenjianDictionary",
        "WenjianStore", "WenjianStream", "WenjianSegment", "WenjianQuery", "WenjianDocument", "WenjianIndex",
        "WenjianWidening",
      ]),
    // Floor 7
    module(
      "Wenjian",
      [
        "WenjianBytes", "WenjianThreads", "WenjianModel", "WenjianUnicode", "WenjianStream", "WenjianSegment",
        "WenjianText", "WenjianQuery", "WenjianIndex", "WenjianDocument", "WenjianWidening", "WenjianSearch",
        "WenjianSnippets",
      ], memorySafe: true),
    // Floor 8
    module(
      "WenjianFileReaders",
      [
        "WenjianBytes", "WenjianThreads", "WenjianModel", "WenjianText", "WenjianStream", "WenjianSegment",
        "WenjianIndex", "WenjianDocument", "WenjianFiles", "WenjianJSONText", "Wenjian",
      ], memorySafe: true),
    module(
      "WenjianConcordance",
      [
        "WenjianBytes", "WenjianModel", "WenjianStream", "WenjianSegment", "WenjianQuery", "WenjianIndex",
        "WenjianSearch", "Wenjian",
      ], memorySafe: true),
    module(
      "WenjianComparison", ["WenjianModel", "WenjianText", "WenjianStream", "WenjianDocument", "Wenjian"],
      memorySafe: true),
    // What of the library meets Foundation, which nothing else imports.
    module("WenjianFoundation", ["Wenjian"], memorySafe: true),
    module(
      "WenjianCluster",
      [
        "CCurl", "WenjianBytes", "WenjianThreads", "WenjianModel", "WenjianJSONText", "WenjianPostings",
        "WenjianStream", "WenjianSegment", "WenjianQuery", "WenjianIndex", "WenjianSearch", "Wenjian",
      ], memorySafe: true),
    // Floor 9
    module(
      "WenjianCitations",
      ["WenjianThreads", "WenjianModel", "WenjianText", "WenjianDocument", "Wenjian", "WenjianComparison"],
      memorySafe: true),
    // Floor 10
    module(
      "WenjianJSON",
      [
        "WenjianText", "WenjianJSONText", "Wenjian", "WenjianConcordance", "WenjianComparison", "WenjianCitations",
      ], notes: ["JSON.md", "schema.json"], memorySafe: true),
    // Floor 11
    module(
      "WenjianService",
      [
        "WenjianThreads", "WenjianJSON", "Wenjian", "WenjianConcordance", "WenjianComparison", "WenjianCitations",
      ], memorySafe: true),
    // Floor 12
    module(
      "WenjianC", ["CWenjian", "WenjianThreads", "Wenjian", "WenjianFileReaders", "WenjianJSON", "WenjianService"]),
    module(
      "WenjianMCP",
      [
        "WenjianThreads", "WenjianText", "Wenjian", "WenjianConcordance", "WenjianComparison", "WenjianCitations",
        "WenjianJSON", "WenjianService",
      ], memorySafe: true),
    // Floor 13
    .executableTarget(
      name: "WenjianCommand",
      dependencies: [
        "Wenjian", "WenjianConcordance", "WenjianFileReaders", "WenjianComparison", "WenjianCitations",
        "WenjianCluster", "WenjianJSON", "WenjianService", "WenjianMCP", "WenjianMessages", "WenjianText",
        "CSignals",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: memorySafe),
    module(
      "WenjianServer",
      [
        "CPage", "CSchema", "WenjianThreads", "WenjianMessages", "Wenjian", "WenjianFileReaders", "WenjianJSON",
        "WenjianService",
      ], memorySafe: true),
    // Floor 13
    .executableTarget(
      name: "WenjianServerCommand",
      dependencies: [
        "WenjianServer", "WenjianJSON",
        .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Server"])),
        .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Server"])),
        .product(name: "HummingbirdCore", package: "hummingbird", condition: .when(traits: ["Server"])),
        .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Server"])),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras", condition: .when(traits: ["Server"])),
        .product(name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["Server"])),
      ],
      swiftSettings: memorySafe),
    // Beside the floors
    module("WenjianTestSupport", ["WenjianBytes", "WenjianThreads", "WenjianText", "WenjianStream"]),
    tests("Architecture", ["WenjianBytes"]),
    tests("WenjianServer", ["WenjianServer", "WenjianFileReaders", "WenjianJSON"]),
    tests("WenjianBytes", ["WenjianBytes"]),
    tests("WenjianThreads", ["WenjianThreads"]),
    tests("WenjianModel", ["WenjianModel"]),
    tests("WenjianMessages", ["WenjianMessages", "WenjianBytes", "WenjianStream", "WenjianUnicode"]),
    tests("WenjianUnicode", ["WenjianUnicode"]),
    tests("WenjianPostings", ["WenjianPostings", "WenjianBytes"]),
    tests("WenjianDictionary", ["WenjianDictionary", "WenjianBytes"]),
    tests("WenjianStore", ["WenjianStore", "WenjianBytes"]),
    tests("WenjianText", ["WenjianText"]),
    tests("WenjianStream", ["WenjianStream", "WenjianModel"]),
    tests(
      "WenjianSegment",
      [
        "WenjianSegment", "WenjianBytes", "WenjianModel", "WenjianUnicode", "WenjianPostings", "WenjianDictionary",
        "WenjianStore", "WenjianStream",
      ]),
    tests("WenjianQuery", ["WenjianModel", "WenjianQuery"]),
    tests(
      "WenjianIndex",
      [
        "WenjianIndex", "WenjianBytes", "WenjianModel", "WenjianUnicode", "WenjianStore", "WenjianStream",
        "WenjianSegment",
      ]),
    tests("WenjianDocument", ["WenjianDocument", "WenjianModel", "WenjianText", "WenjianStream"]),
    tests(
      "WenjianFiles",
      [
        "WenjianFiles", "WenjianDocument", "WenjianModel", "WenjianText", "WenjianJSONText", "WenjianBytes",
        "WenjianStream", "CZlib",
      ],
      fixtures: ["Pages", "Fixtures"]),
    tests("WenjianWidening", ["WenjianWidening", "WenjianDocument", "WenjianModel", "WenjianStream"]),
    tests("WenjianSnippets", ["WenjianSnippets", "WenjianModel", "WenjianText"]),
    tests(
      "Wenjian",
      [
        "Wenjian", "WenjianBytes", "WenjianThreads", "WenjianModel", "WenjianUnicode", "WenjianPostings",
        "WenjianStore",
        "WenjianText", "WenjianStream", "WenjianSegment", "WenjianQuery", "WenjianIndex", "WenjianDocument",
        "WenjianFiles", "WenjianWidening",
        "WenjianSearch", "WenjianFileReaders", "WenjianConcordance", "WenjianComparison", "WenjianCitations",
      ]),
    tests(
      "WenjianFileReaders",
      ["WenjianFileReaders", "Wenjian", "WenjianBytes", "WenjianUnicode", "WenjianSegment", "WenjianFiles"]),
    tests(
      "WenjianConcordance",
      [
        "WenjianConcordance", "Wenjian", "WenjianModel", "WenjianStream", "WenjianSegment", "WenjianIndex",
        "WenjianSearch",
        "WenjianUnicode",
      ]),
    tests(
      "WenjianCluster",
      [
        "WenjianCluster", "CCurl", "Wenjian", "WenjianBytes", "WenjianModel", "WenjianThreads", "WenjianStream",
        "WenjianSegment", "WenjianQuery", "WenjianIndex", "WenjianSearch", "WenjianText", "WenjianJSONText",
        "WenjianFileReaders", "WenjianConcordance",
      ], fixtures: ["Recorded"]),
    tests(
      "WenjianComparison",
      ["WenjianComparison", "Wenjian", "WenjianFileReaders", "WenjianModel", "WenjianDocument", "WenjianStream"]),
    tests(
      "WenjianCitations",
      [
        "WenjianCitations", "Wenjian", "WenjianFileReaders", "WenjianDocument", "WenjianModel", "WenjianComparison",
        "WenjianStream", "WenjianText",
      ]),
    tests("WenjianJSON", ["WenjianJSONText"]),
    tests(
      "WenjianService", ["WenjianService", "Wenjian", "WenjianJSON", "WenjianConcordance", "WenjianComparison"]),
    tests(
      "WenjianMCP",
      [
        "WenjianMCP", "WenjianService", "WenjianCitations", "WenjianComparison", "Wenjian", "WenjianJSON",
        "WenjianThreads",
      ]),
    tests("WenjianFoundation", ["WenjianFoundation", "Wenjian"]),
    tests("WenjianCommand", ["WenjianCommand", "Wenjian", "WenjianConcordance", "WenjianText"]),
    // Small programs against the library, which its documentation shows.
    .testTarget(
      name: "ExampleTests",
      dependencies: ["Wenjian", "WenjianFoundation", "WenjianTestSupport"],
      path: "Examples", swiftSettings: settings),
    // A program in C; `make test-library` runs it with the library itself.
    .target(
      name: "CLibraryTest", dependencies: ["CWenjian"], path: "Tests/CLibrary",
      exclude: ["run.sh", "valgrind.supp"],
      cSettings: [.define("LIBRARY_TEST_WITHOUT_MAIN")]),
    tests("WenjianC", ["WenjianC", "CLibraryTest"]),
    // What is fuzzed, and what fuzzing found.
    .target(
      name: "WenjianFuzzTargets",
      dependencies: [
        "Wenjian", "WenjianBytes", "WenjianModel", "WenjianStream", "WenjianSegment", "WenjianIndex",
        "WenjianFiles", "WenjianJSON", "WenjianService", "WenjianMCP", "WenjianTestSupport",
      ], path: "Fuzz/Targets", swiftSettings: settings),
    tests("WenjianFuzzTargets", ["WenjianFuzzTargets"]),
  ] + micro + fuzzer,
  swiftLanguageModes: [.v6]
)
