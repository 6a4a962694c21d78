import Testing
import Wenjian
import WenjianTestSupport

/// The indexes of Tests/Golden that were made with the text rules of an earlier build.
enum GoldenIndex {
  /// Copies one with the rules of this build named in its manifest: what those changed touches none of its texts, and
  /// its segments are what an earlier build wrote.
  static func copyOfEarlier(_ name: String, to path: String) throws {
    let golden = try #require(SharedFiles.packageRoot) + "/Tests/Golden/" + name
    TestFile.copyDirectory(golden, to: path)
    let manifest = try #require(TestFile.read(path + "/manifest"))
    let text = ManifestText.replacing(
      String(decoding: manifest, as: UTF8.self), "analyzer fold 1 stream 1 icu",
      "analyzer fold \(LibraryVersion.fold) stream \(LibraryVersion.stream) icu")
    TestFile.write(ManifestText.signed(text), to: path + "/manifest")
  }
}
