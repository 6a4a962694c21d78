import WenjianBytes
package import WenjianStream

/// What a document may say of itself beyond its title and date. Each is a column of strings, a section of its own, that
/// is only there when some document of the segment has it.
package enum DocumentDetail: Int, CaseIterable, Sendable {
  /// The medium or office that the text is taken from.
  case source
  case author
  /// The office that issued it.
  case issuer
  /// In normal form: 国发〔2016〕64号.
  case documentNumber
  /// 通知, 条例, 办法.
  case kind

  var section: SectionID {
    switch self {
    case .source: .documentSources
    case .author: .documentAuthors
    case .issuer: .documentIssuers
    case .documentNumber: .documentNumbers
    case .kind: .documentKinds
    }
  }

  /// What two values must share to be one for a filter or a facet: script, width, case and blanks do not part 國務院辦公廳
  /// from 国务院 办公厅.
  ///
  /// Values are stored as the document spells them, because they are shown, and this form is not stored beside them: a
  /// segment has few distinct values, so that a filter folds each once, while a second column would take as much as the
  /// first.
  package static func comparableForm(of value: String) -> [AnalyzedElement] {
    analyzeQuery(value).map(\.element)
  }
}

/// The details of one document; those it does not give are missing.
package struct DocumentDetails: Equatable, Sendable {
  private var values: [String?] = []

  package init() {}

  package subscript(detail: DocumentDetail) -> String? {
    get { values.isEmpty ? nil : values[detail.rawValue] }
    set {
      if values.isEmpty { values = Array(repeating: nil, count: DocumentDetail.allCases.count) }
      values[detail.rawValue] = newValue?.isEmpty == true ? nil : newValue
    }
  }
}

/// The columns of details of a segment.
struct DetailColumns: Sendable {
  private let columns: [StringColumn?]

  /// - Returns: nil when a column that is there is damaged.
  static func read(count: Int, section: (SectionID) -> UnsafeRawBufferPointer?) -> DetailColumns? {
    var columns: [StringColumn?] = []
    for detail in DocumentDetail.allCases {
      guard let bytes = section(detail.section) else {
        columns.append(nil)
        continue
      }
      guard let column = StringColumn.read(bytes), column.count == count else { return nil }
      columns.append(column)
    }
    return DetailColumns(columns: columns)
  }

  /// nil when the document does not give it.
  subscript(detail: DocumentDetail, document: Int) -> UnsafeRawBufferPointer? {
    columns[detail.rawValue].map { $0[document] }.flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// Collects the details of documents while the document table is written.
struct DetailColumnsWriter {
  private var texts = DocumentDetail.allCases.map { _ in ByteWriter(capacity: 64) }
  /// Of each column where the values end, 0 first; empty until a document has one, so that a column that nobody uses
  /// takes no memory.
  private var ends: [[Int]] = DocumentDetail.allCases.map { _ in [] }
  private var count = 0

  mutating func append(_ details: DocumentDetails) {
    count += 1
    for detail in DocumentDetail.allCases {
      let column = detail.rawValue
      if let value = details[detail] {
        if ends[column].isEmpty { ends[column] = Array(repeating: 0, count: count) }
        texts[column].append(utf8: value)
      }
      if !ends[column].isEmpty { ends[column].append(texts[column].count) }
    }
  }

  func write(to file: SegmentFileWriter) throws(FileError) {
    for detail in DocumentDetail.allCases where !ends[detail.rawValue].isEmpty {
      let writer = ByteWriter(capacity: texts[detail.rawValue].count + 1024)
      MonotoneArray.write(ends[detail.rawValue], to: writer)
      writer.append(texts[detail.rawValue].bytes)
      try file.section(detail.section, writer)
    }
  }
}
