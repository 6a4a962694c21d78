/// What a document says of itself: each thing with where it was found and how sure that is.
public struct DocumentMetadata: Sendable, Equatable {
  public typealias Origin = FieldOrigin
  public typealias Field = Finding

  // By the places of the fields in `DocumentField.known`.
  private var texts: [Finding<String>?] = Array(repeating: nil, count: DocumentField.known.count)
  private var dates: [Finding<CivilDate>?] = Array(repeating: nil, count: DocumentField.known.count)
  /// The fields of the user's own, as they gave them or a record has them.
  public var fields = CustomFields()

  public init() {}

  /// A field whose value is a string; nil when the document has none. The user's own are in `fields`.
  public subscript(text field: DocumentField) -> Finding<String>? {
    get { field.place.flatMap { texts[$0] } }
    set { if let place = field.place { texts[place] = newValue } }
  }

  /// A field whose value is a date; nil when the document has none.
  public subscript(date field: DocumentField) -> Finding<CivilDate>? {
    get { field.place.flatMap { dates[$0] } }
    set { if let place = field.place { dates[place] = newValue } }
  }

  /// nil when the document has none; `Hit.title` then is the beginning of its text or its key.
  public var title: Finding<String>? {
    get { self[text: .title] }
    set { self[text: .title] = newValue }
  }
  /// When it was made public.
  public var publicationDate: Finding<CivilDate>? {
    get { self[date: .publicationDate] }
    set { self[date: .publicationDate] = newValue }
  }
  /// When it was signed or, of a law, last passed or amended.
  public var signatureDate: Finding<CivilDate>? {
    get { self[date: .signatureDate] }
    set { self[date: .signatureDate] = newValue }
  }
  /// The medium or office that the text is taken from: 人民日报.
  public var source: Finding<String>? {
    get { self[text: .source] }
    set { self[text: .source] = newValue }
  }
  /// Names, with a blank between them.
  public var author: Finding<String>? {
    get { self[text: .author] }
    set { self[text: .author] = newValue }
  }
  /// The office that issued it.
  public var issuer: Finding<String>? {
    get { self[text: .issuer] }
    set { self[text: .issuer] = newValue }
  }
  /// With the brackets of its normal form and without blanks, in the script of the text: 国发〔2016〕64号, 國發〔2016〕64號.
  public var documentNumber: Finding<String>? {
    get { self[text: .documentNumber] }
    set { self[text: .documentNumber] = newValue }
  }
  /// What it is, in simplified script: 通知, 条例, 办法.
  public var kind: Finding<String>? {
    get { self[text: .kind] }
    set { self[text: .kind] = newValue }
  }
  /// What it is about, in the terms of whoever published it: 农业、林业、水利\水利.
  public var topic: Finding<String>? {
    get { self[text: .topic] }
    set { self[text: .topic] = newValue }
  }

  /// A field that the document has, in words.
  public struct Entry: Sendable, Equatable {
    public var field: DocumentField
    /// Dates as 2016-10-05.
    public var value: String
    public var origin: FieldOrigin
    /// As `Finding.confidence`.
    public var confidence: Double
    /// As `Finding.byteRange`.
    public var byteRange: Range<Int>?

    fileprivate init<Value>(_ field: DocumentField, _ value: String, _ finding: Finding<Value>) {
      self.field = field
      self.value = value
      origin = finding.origin
      confidence = finding.confidence
      byteRange = finding.byteRange
    }
  }

  /// The fields that the document has, but the user's own, in the order of `DocumentField.known`.
  public var entries: [Entry] {
    DocumentField.known.compactMap { field in
      self[text: field].map { Entry(field, $0.value, $0) }
        ?? self[date: field].map { Entry(field, $0.value.description, $0) }
    }
  }
}
