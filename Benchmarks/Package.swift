// swift-tools-version: 6.2
import PackageDescription

// A package of its own: the engine's package stays free of anything that only measures it, and what is
// measured here is what any user of the library gets.
let package = Package(
  name: "WenjianBenchmarks",
  products: [.executable(name: "wenjian-bench", targets: ["WenjianBench"])],
  dependencies: [.package(name: "Wenjian", path: "..")],
  targets: [
    .executableTarget(
      name: "WenjianBench",
      dependencies: [
        .product(name: "Wenjian", package: "Wenjian"),
        .product(name: "WenjianFileReaders", package: "Wenjian"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
