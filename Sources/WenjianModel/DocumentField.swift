/// Something that is known of a document besides its text, from the reader that finds it to the JSON that shows it.
public enum DocumentField: Hashable, Sendable {
  /// The document's name in the index: of a file the path below the indexed directory.
  case key
  case title
  /// When it was made public.
  case publicationDate
  /// When it was signed or, of a law, last passed or amended.
  case signatureDate
  /// The medium or office that the text is taken from.
  case source
  case author
  /// The office that issued it.
  case issuer
  /// In normal form: 国发〔2016〕64号.
  case documentNumber
  /// 通知, 条例, 办法.
  case kind
  /// What it is about, in the terms of whoever published it: 农业、林业、水利\水利.
  case topic
  /// One of the user's own, by its name.
  case custom(String)

  /// All but the user's own, in the order in which they are listed.
  public static let known: [DocumentField] = [
    .key, .title, .publicationDate, .signatureDate, .source, .author, .issuer, .documentNumber, .kind, .topic,
  ]

  /// What each is called: in JSON, by those who type it, and in listings.
  private var names: (json: String, typed: [String], label: String) {
    switch self {
    case .key: ("key", ["path", "key"], "path")
    case .title: ("title", ["title"], "title")
    case .publicationDate: ("publicationDate", ["date"], "published")
    case .signatureDate: ("signatureDate", ["signed"], "signed")
    case .source: ("source", ["source"], "source")
    case .author: ("author", ["author"], "author")
    case .issuer: ("issuer", ["issuer"], "issuer")
    case .documentNumber: ("documentNumber", ["docno", "number"], "number")
    case .kind: ("kind", ["kind"], "kind")
    case .topic: ("topic", ["topic"], "topic")
    case .custom(let name): (name, [Self.customPrefix + name], name)
    }
  }

  /// Its place in `known`; nil for one of the user's own.
  var place: Int? {
    switch self {
    case .key: 0
    case .title: 1
    case .publicationDate: 2
    case .signatureDate: 3
    case .source: 4
    case .author: 5
    case .issuer: 6
    case .documentNumber: 7
    case .kind: 8
    case .topic: 9
    case .custom: nil
    }
  }

  /// The prefix of the name of a field of the user's own where fields are typed.
  public static let customPrefix = "field:"

  /// Its name in JSON; of one of the user's own, the name that they gave it.
  public var name: String { names.json }
  /// Its name in queries and options: `docno`, `field:地区`.
  public var typedName: String { names.typed[0] }
  /// Its name in listings for people.
  public var label: String { names.label }

  /// - Parameter name: as typed in queries and options; upper and lower case are one, but in the user's own names.
  /// - Returns: nil for a name that no field has.
  public init?(typed name: String) {
    if name.lowercased().hasPrefix(Self.customPrefix), name.utf8.count > Self.customPrefix.utf8.count {
      self = .custom(String(name.dropFirst(Self.customPrefix.count)))
      return
    }
    guard let field = Self.known.first(where: { $0.names.typed.contains(name.lowercased()) }) else { return nil }
    self = field
  }

  /// Whether its values are dates.
  public var isDate: Bool { self == .publicationDate || self == .signatureDate }
}
