public import WenjianModel

/// What adding a directory did: everything that was read, mended and left out.
public struct IndexingReport: Sendable, Equatable {
  public var documents = 0
  public var bytes = 0
  /// Unicode scalars of the texts.
  public var characters = 0
  public var repairs = Repairs()
  /// What is damaged in documents that are indexed, in their order.
  public var damaged: [DamageReport] = []
  /// Documents whose text is that of one before, to the byte; all of them are indexed.
  public var duplicates: [DuplicateReport] = []
  /// Documents whose own key another had before them, in their order: all of them are indexed, under other keys.
  public var repeatedKeys: [RepeatedKeyReport] = []
  /// Groups of documents in the index that are copies of each other, to the byte or nearly, and the documents in them
  /// besides one of each. Known when the index is committed.
  public var copyGroups = 0
  public var copies = 0
  /// Files, and members of files, that were not read, by path.
  public var skipped: [SkippedFileReport] = []
  /// Whether it was stopped by its caller, so that files are missing of which nothing is told.
  public var isStopped = false

  public init() {}

  /// So many damaged documents have all the places that are kept; those behind them have the first.
  static let placedDamage = 1000

  package mutating func take(_ damage: DamageReport) {
    damaged.append(damage)
    if damaged.count > Self.placedDamage { damaged[damaged.count - 1].keepFirstPlace() }
  }

  /// Damage of one kind in all documents.
  public struct DamageTotal: Sendable, Equatable {
    public var kind: DamageReport.Kind
    public var documents: Int
    /// The counts of all of them.
    public var count: Int
  }

  /// The damage by kind, those that occur.
  /// - Complexity: linear in `damaged`.
  public var damageTotals: [DamageTotal] {
    var totals = DamageReport.Kind.allCases.map { DamageTotal(kind: $0, documents: 0, count: 0) }
    let places = Dictionary(uniqueKeysWithValues: totals.indices.map { (totals[$0].kind, $0) })
    for damage in damaged {
      guard let place = places[damage.kind] else { continue }
      totals[place].documents += 1
      // A stored report may be damaged: its counts need not add up to a number.
      let (sum, isTooMuch) = totals[place].count.addingReportingOverflow(damage.count)
      totals[place].count = isTooMuch ? .max : sum
    }
    return totals.filter { $0.documents > 0 }
  }

  /// How many files, and members of files, were left out; those in directories that were left out are counted.
  public var skippedFiles: Int { skipped.reduce(0) { $0.addingReportingOverflow($1.files).partialValue } }
  /// How many of them may hold text.
  public var lostFiles: Int {
    skipped.reduce(0) { $1.isLoss ? $0.addingReportingOverflow($1.files).partialValue : $0 }
  }

  /// This and what was added after it, as one.
  package func joined(with later: IndexingReport) -> IndexingReport {
    var report = self
    report.documents += later.documents
    report.bytes += later.bytes
    report.characters += later.characters
    report.repairs += later.repairs
    report.damaged += later.damaged
    report.duplicates += later.duplicates
    report.repeatedKeys += later.repeatedKeys
    report.skipped += later.skipped
    report.isStopped = isStopped || later.isStopped
    return report
  }
}
