/// Which field of a record plays which role: for JSON objects and for the columns of tables. Without a choice the names
/// that collections use are tried, such as `text`, `content` and `正文`; without any of them all fields are the text.
public struct RecordFields: Sendable, Equatable {
  /// What a field of a record may be.
  public enum Role: Hashable, Sendable {
    case text
    /// The key is the document's name, and where it repeats later documents get a number behind it.
    case field(DocumentField)

    /// Its name in options.
    public var name: String {
      switch self {
      case .text: "text"
      case .field(.key): "key"
      case .field(let field): field.typedName
      }
    }

    /// - Parameter name: `text`, or that of a field as `DocumentField.init(typed:)` reads it.
    public init?(name: String) {
      if name == "text" {
        self = .text
      } else if let field = DocumentField(typed: name) {
        self = .field(field)
      } else {
        return nil
      }
    }

    /// All but fields of the user's own.
    public static let known: [Role] = [.text] + DocumentField.known.map(Role.field)
  }

  /// The names that collections of documents use, in the order they are tried.
  private var names: [Role: [String]] = [
    .field(.key): ["key", "id", "_id", "docid", "doc_id", "url", "link", "编号", "序号"],
    .field(.title): ["title", "headline", "name", "标题", "標題", "题名", "名称"],
    .text: ["text", "content", "contents", "body", "fulltext", "article", "正文", "内容", "內容", "全文"],
    .field(.publicationDate): [
      "date", "published", "publish_date", "pubdate", "publishdate", "publish_time", "pub_time", "time",
      "日期", "发布日期", "發布日期", "发布时间", "公布日期", "时间",
    ],
    .field(.signatureDate): ["signature_date", "signed", "成文日期", "发文日期", "發文日期"],
    .field(.issuer): ["issuer", "发文机关", "發文機關", "制定机关"],
    .field(.kind): ["kind", "文种", "公文种类"],
    .field(.topic): ["topic", "主题分类", "主題分類", "所属主题"],
    .field(.source): ["source", "site", "publisher", "来源", "來源", "发布机构", "机构"],
    .field(.author): ["author", "authors", "作者"],
    .field(.documentNumber): ["number", "document_number", "文号", "文號", "发文字号"],
  ]

  /// Roles that the caller set: then a record without the field is an error.
  package private(set) var chosen: Set<Role> = []

  public init() {}

  /// What was chosen, as `role=name`, in a fixed order.
  package var chosenNames: [String] {
    chosen.map { "\($0.name)=\((names[$0] ?? []).joined(separator: ","))" }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes one field, and no other, play a role.
  public mutating func set(_ role: Role, to name: String) {
    names[role] = [name]
    chosen.insert(role)
  }

  /// Makes one field of a record, and no other, a field of its document.
  public mutating func set(_ field: DocumentField, to name: String) { set(.field(field), to: name) }

  /// The place of each role among the names of a record; upper and lower case are one.
  package func places(in fields: [String]) -> [Role: Int] {
    let lowered = fields.map { $0.lowercased() }
    var places: [Role: Int] = [:]
    for (role, candidates) in names {
      for name in candidates {
        if let place = lowered.firstIndex(of: name.lowercased()) {
          places[role] = place
          break
        }
      }
    }
    return places
  }
}
