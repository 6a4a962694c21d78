// The table of modules in ARCHITECTURE.md, the package manifest and the imports must say the same.

import Testing
import WenjianBytes
import WenjianTestSupport

/// A row of the floor table.
private struct Module: Equatable {
  var floor: Int
  var name: String
  var dependencies: Set<String>
}

@Suite("The table of modules")
struct ArchitectureTests {
  private let root = SharedFiles.packageRoot ?? "."

  private func text(_ path: String) throws -> String {
    String(decoding: try FileOperations.read(root + "/" + path), as: UTF8.self)
  }

  /// The names between backquotes, or other marks.
  private func quoted(_ text: Substring, by mark: Character = "`") -> [String] {
    text.split(separator: mark, omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  private func plan() throws -> [Module] {
    try text("ARCHITECTURE.md").split(separator: "\n").compactMap { line -> Module? in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count == 6, let floor = Int(cells[1].filter { $0 != " " }),
        let name = quoted(cells[2]).first
      else { return nil }
      return Module(floor: floor, name: name, dependencies: Set(quoted(cells[4])))
    }
  }

  /// The modules of Package.swift: names and what they depend on, without other packages' products.
  private func manifest() throws -> [String: Set<String>] {
    let lines = try text("Package.swift").split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix("  targets: [") })
    var modules: [String: Set<String>] = [:]
    var current: String?
    // Every quoted name behind `module(`, `name:` opens a module or is one of its dependencies.
    for statement in lines[(first + 1)...] {
      if statement.contains("tests(") { break }
      let parts = statement.split(separator: "\"", omittingEmptySubsequences: false)
      var names: [String] = []
      for (index, part) in parts.enumerated() where index % 2 == 1 {
        let isTarget = part.hasPrefix("Wenjian") || (part.hasPrefix("C") && !part.contains("."))
        if isTarget { names.append(String(part)) }
      }
      var rest = names[...]
      let opens =
        statement.contains("module(") || statement.contains("name: \"") || current == ""
      if opens, !statement.contains(".product"), let name = rest.first {
        current = name
        modules[name] = []
        rest = rest.dropFirst()
      } else if statement.contains("module(") || statement.contains("Target(") {
        current = ""
      }
      if let current, current != "" { modules[current]?.formUnion(rest) }
    }
    return modules
  }

  @Test("every module of the plan is in the manifest with the same dependencies, and the other way round")
  func planEqualsManifest() throws {
    let plan = try plan()
    let manifest = try manifest()
    #expect(plan.count >= 17)
    #expect(Set(plan.map(\.name)) == Set(manifest.keys).subtracting(["WenjianTestSupport"]))
    for module in plan {
      #expect(manifest[module.name] == module.dependencies, "\(module.name)")
    }
  }

  @Test("a module knows only lower floors")
  func floorsDescend() throws {
    let plan = try plan()
    let floors = Dictionary(uniqueKeysWithValues: plan.map { ($0.name, $0.floor) })
    for module in plan {
      for dependency in module.dependencies {
        let below = try #require(floors[dependency])
        #expect(below < module.floor, "\(module.name) knows \(dependency)")
      }
    }
  }

  /// What a target links: what it depends on, what that depends on, and so on.
  private func linked(by target: String) throws -> Set<String> {
    let manifest = try manifest()
    var found: Set<String> = []
    var waiting = [target]
    while let next = waiting.popLast() {
      for dependency in try #require(manifest[next], "there is no target \(next)")
      where found.insert(dependency).inserted {
        waiting.append(dependency)
      }
    }
    return found
  }

  @Test("searching links no reader of files; reading files adds them")
  func productsLink() throws {
    let readers: Set = ["WenjianFiles", "CXML", "CZlib", "CProcess"]
    let searching = try linked(by: "Wenjian")
    #expect(searching.isSuperset(of: ["WenjianSearch", "WenjianDocument", "CICU", "CZstd"]))
    #expect(searching.isDisjoint(with: readers), "\(searching.intersection(readers))")
    #expect(try linked(by: "WenjianConcordance").isDisjoint(with: readers))
    #expect(try linked(by: "WenjianService").isDisjoint(with: readers))
    #expect(try linked(by: "WenjianFileReaders").isSuperset(of: readers.union(searching).union(["Wenjian"])))
    // Each product is the target of its name alone.
    let products = try text("Package.swift").split(separator: "\n").filter { $0.contains(".library(") }
    let names = products.map { quoted($0, by: "\"") }
    #expect(
      names
        == [
          "WenjianC", "Wenjian", "WenjianConcordance", "WenjianFileReaders", "WenjianComparison",
          "WenjianCluster", "WenjianCitations", "WenjianJSON", "WenjianService", "WenjianFoundation",
        ].map { [$0, $0] })
  }

  @Test("a module imports only what the plan lets it know")
  func importsFollowThePlan() throws {
    for module in try plan() where module.name.hasPrefix("Wenjian") {
      let files = try swiftFiles(in: "Sources/" + module.name)
      #expect(!files.isEmpty, "\(module.name) has no files")
      for file in files {
        for line in try text(file).utf8.split(separator: UInt8(ascii: "\n")).map({ Substring($0) }) {
          // Lines by their first byte, because the whole of the sources is read: `import`, `package import`, `@testable import`.
          guard let first = line.utf8.first, "ip@".utf8.contains(first) else { continue }
          // `@_exported public import`: attributes are no part of what is imported.
          let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
          let isImport =
            words.first == "import"
            || (["package", "public", "internal"].contains(words.first ?? "")
              && words.dropFirst().first == "import")
          guard isImport, let last = words.last else { continue }
          let imported = String(last)
          if imported.hasPrefix("Wenjian") || imported.hasPrefix("C") {
            #expect(module.dependencies.contains(imported), "\(file) imports \(imported)")
          } else {
            #expect(
              ["Glibc", "Synchronization", "ArgumentParser"].contains(imported)
                || imported == "Foundation" && module.name == "WenjianFoundation"
                || module.name == "WenjianServerCommand"
                  && ["Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "NIOHTTPTypes"].contains(
                    imported),
              "\(file) imports \(imported)")
          }
        }
      }
    }
  }

  /// The Swift files of a directory and of those in it.
  private func swiftFiles(in directory: String) throws -> [String] {
    try FileOperations.names(in: root + "/" + directory).flatMap { name -> [String] in
      let path = directory + "/" + name
      if FileOperations.kind(of: root + "/" + path) == .directory { return try swiftFiles(in: path) }
      return name.hasSuffix(".swift") ? [path] : []
    }
  }

  @Test(
    "links between the pages lead somewhere",
    arguments: [
      "README.md", "README.zh-Hans.md", "README.zh-Hant.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
      "MIGRATION.md", "Index/README.md",
      "Corpus/README.md",
    ])
  func linksLead(page: String) throws {
    let folder = page.contains("/") ? String(page.prefix { $0 != "/" }) + "/" : ""
    for part in try text(page).split(separator: "](").dropFirst() {
      let target = part.prefix { $0 != ")" && $0 != "#" }
      if target.isEmpty || target.contains("://") { continue }
      #expect(FileOperations.kind(of: root + "/" + folder + target) != nil, "\(page): \(target)")
    }
  }
}
