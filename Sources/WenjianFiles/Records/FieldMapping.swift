// Which field of a record is what: for JSON objects and for the columns of tables.

/// Names of fields, in the order they are tried.
package struct FieldMapping: Sendable, Equatable {
  package enum Role: String, Sendable, CaseIterable {
    case key, title, text, date, signed, source, author, issuer, number, kind
  }

  private var names: [Role: [String]]

  /// The names that collections of documents use.
  package init() {
    names = [
      .key: ["key", "id", "_id", "docid", "doc_id", "url", "link", "编号", "序号"],
      .title: ["title", "headline", "name", "标题", "標題", "题名", "名称"],
      .text: ["text", "content", "contents", "body", "fulltext", "article", "正文", "内容", "內容", "全文"],
      .date: [
        "date", "published", "publish_date", "pubdate", "publishdate", "publish_time", "pub_time", "time",
        "日期", "发布日期", "發布日期", "发布时间", "公布日期", "时间",
      ],
      .signed: ["signature_date", "signed", "成文日期", "发文日期", "發文日期"],
      .issuer: ["issuer", "发文机关", "發文機關", "制定机关"],
      .kind: ["kind", "文种", "公文种类"],
      .source: ["source", "site", "publisher", "来源", "來源", "发布机构", "机构"],
      .author: ["author", "authors", "作者"],
      .number: ["number", "document_number", "文号", "文號", "发文字号"],
    ]
  }

  /// Makes one field, and no other, play a role.
  package mutating func set(_ role: Role, to name: String) {
    names[role] = [name]
    chosen.insert(role)
  }

  /// Roles that somebody set: then a record without the field is an error.
  package private(set) var chosen: Set<Role> = []

  /// The place of each role among the names of a record; upper and lower case are one.
  func places(in fields: [String]) -> [Role: Int] {
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
