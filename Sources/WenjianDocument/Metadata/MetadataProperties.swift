package import WenjianModel

/// What properties mean, by their names: those of Chinese government pages, of news, of Office files, of JSON fields.
package enum MetadataProperties {
  package static func read(
    _ property: MetadataProperty, _ origin: FieldOrigin, isFrontMatter: Bool, into found: inout DocumentMetadata
  ) {
    let value = MetadataValues.singleBlanks(property.value)
    guard !value.isEmpty, value.utf8.count < 1024 else { return }
    // What was put into the field of a record is sure.
    func sure(_ confidence: Double, frontMatter: Double = 0.95) -> Double {
      property.recordField != nil ? 1 : isFrontMatter ? frontMatter : confidence
    }
    func date(_ confidence: Double) {
      guard let date = DateReader.date(in: value) else { return }
      MetadataReader.keep(Finding(date, origin, sure(confidence, frontMatter: 0.9)), in: &found.publicationDate)
    }
    func text(_ field: WritableKeyPath<DocumentMetadata, Finding<String>?>, _ confidence: Double) {
      MetadataReader.keep(Finding(value, origin, sure(confidence)), in: &found[keyPath: field])
    }
    func number() {
      // A record may number by rules of its own; words are one, figures alone may be anything.
      let isWords = property.recordField != nil && FoldedLine(value).han >= 2
      guard let number = DocumentNumber.normalForm(of: value) ?? (isWords ? value : nil) else { return }
      MetadataReader.keep(Finding(number, origin, sure(0.95)), in: &found.documentNumber)
    }
    func signature() {
      guard let day = DateReader.date(in: value) else { return }
      MetadataReader.keep(Finding(day, origin, sure(0.95)), in: &found.signatureDate)
    }
    switch property.field {
    case .title: return text(\.title, 0.9)
    case .publicationDate: return date(0.9)
    case .signatureDate: return signature()
    case .source: return source(value, origin, sure(0.6), &found)
    case .author: return author(value, origin, sure(0.5), &found)
    case .issuer: return text(\.issuer, 0.9)
    case .documentNumber: return number()
    case .kind: return text(\.kind, 0.9)
    case .topic: return text(\.topic, 0.9)
    case .key, .custom, nil: break
    }
    switch property.name.lowercased() {
    case "title": if isFrontMatter { text(\.title, 0.95) }
    case "标题", "標題", "名称", "题名": text(\.title, 0.9)
    case "pubdate", "publishdate", "firstpublishedtime", "article:published_time", "ld:datepublished",
      "og:release_date", "datepublished", "publishtime", "publish_time", "pubtime", "发布时间", "发布日期", "發布日期",
      "weibo: article:create_at", "date.available", "date_published", "published":
      date(0.9)
    case "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "date", "publication_date", "日期", "时间":
      date(0.8)
    case "time": date(0.7)
    case "created", "dcterms:created", "creationdate", "dc:date": if !isTemplate(value) { date(creation) }
    case "contentsource", "来源", "來源": source(value, origin, sure(0.85, frontMatter: 0.85), &found)
    case "source": source(value, origin, sure(0.6), &found)
    case "ld:publisher", "publisher", "mediaid": source(withoutLatin(value), origin, 0.5, &found)
    case "author", "ld:author", "article:author", "og:article:author", "dc.creator", "作者", "creator", "dc:creator":
      author(value, origin, sure(0.5), &found)
    case "发文机关", "發文機關", "发布机构", "制定机关", "issuer": text(\.issuer, 0.9)
    case "发文字号", "發文字號", "文号", "docnumber", "document_number": number()
    case "成文日期", "发文日期", "發文日期": signature()
    case "文种", "公文种类", "公文種類": text(\.kind, 0.9)
    case "主题分类", "主題分類", "所属主题": text(\.topic, 0.9)
    default: break
    }
  }

  /// How sure the day on which a file was made is as that of publication.
  static let creation = 0.3

  /// Days on which the templates of programs were made, whose files say that they were made then: python-docx and -pptx,
  /// Office, WPS, and the zeros of clocks.
  private static func isTemplate(_ value: String) -> Bool {
    [
      "2013-12-23T23:15", "2013-01-27T09:14", "2006-09-16T00:00", "2006-09-13T11:21", "2014-10-29T12:08",
      "2015-06-05T18:", "2023-05-12T11:15", "1601-01-01", "1899-12-30", "1900-01-01", "1904-01-01", "1970-01-01",
      "1980-01-01",
    ].contains { value.hasPrefix($0) } || ["2013-12-23", "2006-09-16", "2013-01-27"].contains(value)
  }

  /// 中央社 CNA: the name without its short form in Latin letters.
  private static func withoutLatin(_ name: String) -> String {
    guard let blank = name.lastIndex(of: " "), blank > name.startIndex,
      name[blank...].unicodeScalars.allSatisfy({ $0.isASCII }),
      name[..<blank].unicodeScalars.allSatisfy({ FoldedLine.isHan($0.value) })
    else { return name }
    return String(name[..<blank])
  }

  /// A person's name, or that of a medium, which is a source.
  private static func author(
    _ value: String, _ origin: FieldOrigin, _ confidence: Double, _ found: inout DocumentMetadata
  ) {
    let line = FoldedLine(value)
    guard line.han > 0 else { return }
    let names = PersonNames.read(line, 0..<line.count, allowsRest: false)
    if !names.isEmpty, names.allSatisfy({ $0.count <= 3 }) {
      MetadataReader.keep(Finding(value, origin, confidence), in: &found.author)
    } else if confidence > 0.9 {
      MetadataReader.keep(Finding(value, origin, confidence), in: &found.author)
    } else {
      MetadataReader.keep(Finding(value, origin, 0.4), in: &found.source)
    }
  }

  private static let sourceLabels = ["来源:", "信息来源:"].map { $0.unicodeScalars.map(\.value) }

  private static func source(
    _ value: String, _ origin: FieldOrigin, _ confidence: Double, _ found: inout DocumentMetadata
  ) {
    let line = FoldedLine(value)
    var start = 0
    for label in sourceLabels where line.starts(with: label, at: 0) { start = label.count }
    guard line.han > 0 || confidence > 0.9, let range = MetadataValues.source(line, start..<line.count) else {
      return
    }
    let bytes = Array(value.utf8)[line.byteRange(range)]
    let name = String(decoding: bytes, as: UTF8.self)
    MetadataReader.keep(Finding(name, origin, confidence), in: &found.source)
  }
}
