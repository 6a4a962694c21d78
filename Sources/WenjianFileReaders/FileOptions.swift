import WenjianFiles
public import WenjianModel

/// Which files of a directory are read, and how.
public struct FileOptions: Sendable, Equatable {
  /// Shell patterns of paths below the directory, or of file names. When there are any, only files that match one are
  /// read; those in archives are asked for by the archive's path, a slash and their own.
  public var included: [String]
  /// Shell patterns of paths below the directory, or of file names, that are left out. A file `.wenjianignore` in any
  /// directory leaves out more, by rules like those of gitignore.
  public var excluded: [String]
  /// Whether names that begin with a dot are read.
  public var includesHidden: Bool
  /// Larger files, and larger members of archives, are reported, not read. A file is held in memory with some four
  /// times its size while it is indexed. 0 and below: nothing is read.
  public var maximumFileBytes: Int
  /// How records of JSON, JSON lines and tables become documents.
  public var fields: RecordFields
  /// Whether an index may be replaced by one without files that it holds and that cannot be read now.
  public var allowsMissing: Bool

  public init(
    included: [String] = [], excluded: [String] = [], includesHidden: Bool = false,
    maximumFileBytes: Int = 128 << 20, fields: RecordFields = RecordFields(), allowsMissing: Bool = false
  ) {
    self.included = included
    self.excluded = excluded
    self.includesHidden = includesHidden
    self.maximumFileBytes = maximumFileBytes
    self.fields = fields
    self.allowsMissing = allowsMissing
  }
}

extension FileOptions {
  /// `maximumFileBytes` as a size that files can have.
  var sizeLimit: Int { min(max(maximumFileBytes, 0), 1 << 40) }

  func walkOptions(skipping directory: String?) -> WalkOptions {
    var options = WalkOptions()
    options.included = included
    options.excluded = excluded
    options.includesHidden = includesHidden
    options.maximumFileBytes = sizeLimit
    options.skippedDirectory = directory
    return options
  }

  /// - Parameter partBytes: a limit below `maximumFileBytes` for what a file unpacks to.
  func context(fileBytes: Int, _ walk: WalkOptions, partBytes: Int = .max) -> ReadContext {
    var limits = ReadLimits()
    limits.maximumFileBytes = min(sizeLimit, partBytes)
    return ReadContext(
      limits: limits, fields: fields, fileBytes: fileBytes, accepts: walk.accepts)
  }
}
