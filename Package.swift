// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is built with. `InternalImportsByDefault` keeps a C type out of any
/// signature; `MemberImportVisibility` makes each file import what it uses.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
]

/// Rooms that hold no pointer prove it: SE-0458, as an error. The rooms that walk mapped bytes leave it
/// out, because there every line would carry the mark and none would stand out.
let pointerFree: [SwiftSetting] =
  settings + [.strictMemorySafety(), .treatWarning("StrictMemorySafety", as: .error)]

func room(
  _ name: String, _ dependencies: [Target.Dependency], notes: [String] = [],
  pointerFree isPure: Bool = false
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: notes,
    swiftSettings: isPure ? pointerFree : settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["WenjianTestSupport"], swiftSettings: settings)
}

let package = Package(
  name: "Wenjian",
  products: [
    .library(name: "Wenjian", targets: ["Wenjian"]),
    .executable(name: "wenjian", targets: ["WenjianCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Floor 0
    .target(
      name: "CICU",
      linkerSettings: [
        .linkedLibrary("icui18n"), .linkedLibrary("icuuc"), .linkedLibrary("icudata"),
      ]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CTables"),
    room("WenjianBytes", []),
    // Floor 1
    room("WenjianUnicode", ["CICU"]),
    room("WenjianPostings", ["WenjianBytes"]),
    room("WenjianDictionary", ["WenjianBytes"]),
    room("WenjianStore", ["WenjianBytes", "CZstd"]),
    // Floor 2
    room("WenjianStream", ["CTables", "WenjianUnicode"]),
    room(
      "WenjianSegment",
      [
        "WenjianBytes", "WenjianUnicode", "WenjianPostings", "WenjianDictionary", "WenjianStore",
        "WenjianStream",
      ]),
    // Floor 3
    room("WenjianQuery", [], notes: ["LANGUAGE.md"], pointerFree: true),
    room(
      "WenjianIndex",
      ["WenjianBytes", "WenjianUnicode", "WenjianStore", "WenjianStream", "WenjianSegment"]),
    room("WenjianCorpus", ["WenjianBytes"]),
    // Floor 4
    room("WenjianSnippets", [], pointerFree: true),
    room(
      "WenjianSearch",
      [
        "WenjianBytes", "WenjianUnicode", "WenjianPostings", "WenjianDictionary", "WenjianStore",
        "WenjianStream", "WenjianSegment", "WenjianQuery", "WenjianIndex",
      ]),
    // Floor 5
    room(
      "Wenjian",
      [
        "WenjianBytes", "WenjianUnicode", "WenjianStream", "WenjianSegment", "WenjianQuery",
        "WenjianIndex", "WenjianCorpus", "WenjianSearch", "WenjianSnippets",
      ]),
    // Floor 6
    .executableTarget(
      name: "WenjianCommand",
      dependencies: [
        "Wenjian", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
