import WenjianBytes
import WenjianStore

/// The file of a commit that says what the index was made of: bytes that are opaque to the index, as one frame of zstd. A list of
/// files names each by its path, and takes a quarter so; as it was, it came to 1 % of the text. Files from before hold the
/// bytes themselves.
enum SourcesFile {
  static func contents(_ sources: [UInt8]) -> [UInt8] { CompressedBytes.compress(sources) }

  /// - Returns: what was written; no bytes when the file is damaged, which are no list.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let bytes = try FileOperations.read(path)
    return CompressedBytes.isCompressed(bytes) ? CompressedBytes.decompress(bytes) ?? [] : bytes
  }
}
