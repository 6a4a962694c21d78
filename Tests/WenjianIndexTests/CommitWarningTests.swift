// What fails behind the rename of a manifest is not the failure of the commit.

import Glibc
import Testing
import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianTestSupport

@Suite("A commit whose last sync fails")
struct CommitWarningTests {
  // In a process of its own: faults hold for the whole process.
  @Test("is made, and says so; the files of the one before stay until a commit is durable")
  func sync() async {
    await #expect(processExitsWith: .success) {
      let fixture = try IndexFixture()
      try fixture.commit(["a": "甲", "b": "乙"])
      let before = try fixture.names()
      do {
        let session = try fixture.session()
        // Every document is replaced: the first segment is of no use any more.
        try session.add("a", "丙")
        try session.add("b", "丁")
        // The first is that of the names that the manifest names.
        FaultPlan.fail("sync", onPathsEndingIn: "/index", from: 1, errorNumber: EIO)
        let result = try session.commit()
        try #require(FaultPlan.end())
        try #require(result.syncFailure?.hasPrefix("cannot sync ") == true && !result.isComplete)
        try #require(result.warnings.count == 1 && result.generation == 2)
        try #require(try fixture.contents() == ["a": "丙", "b": "丁"])
        // A power cut may bring the first manifest back.
        try #require(Set(try fixture.names()).isSuperset(of: before))
        try session.add("c", "戊")
        let next = try session.commit()
        try #require(next.syncFailure == nil && next.warnings.isEmpty && next.generation == 3)
        try #require(try fixture.contents() == ["a": "丙", "b": "丁", "c": "戊"])
        try #require(!Set(try fixture.names()).isSuperset(of: before))
      }
      // A later session does not remove them either before it is sure.
      do {
        let session = try fixture.session()
        for (key, text) in [("a", "己"), ("b", "庚"), ("c", "辛")] { try session.add(key, text) }
        FaultPlan.fail("sync", onPathsEndingIn: "/index", from: 1, errorNumber: EIO)
        let result = try session.commit()
        try #require(FaultPlan.end())
        try #require(result.syncFailure != nil)
      }
      let left = try fixture.names()
      FaultPlan.fail("sync", onPathsEndingIn: "/index", errorNumber: EIO)
      do { _ = try fixture.session() }
      try #require(FaultPlan.end())
      try #require(try fixture.names() == left)
      do { _ = try fixture.session() }
      try #require(try fixture.names().count < left.count)
      try #require(try fixture.contents() == ["a": "己", "b": "庚", "c": "辛"])
      withExtendedLifetime(fixture) {}
    }
  }
}
