/// What a numbered division of a law or a regulation is: 第三章, 第十三条, 第二款.
package enum DivisionUnit: Sendable {
  /// 编 篇
  case part
  /// 卷
  case volume
  /// 章
  case chapter
  /// 节
  case section
  /// 条
  case article
  /// 款
  case paragraph
  /// 项
  case item
  /// 目
  case point

  /// The unit that one character behind a number names, in either script.
  package static func read(_ scalar: UInt32) -> DivisionUnit? {
    switch scalar {
    case "编", "編", "篇": .part
    case "卷": .volume
    case "章": .chapter
    case "节", "節": .section
    case "条", "條": .article
    case "款": .paragraph
    case "项", "項": .item
    case "目": .point
    default: nil
    }
  }

  /// 款 项 目: divisions of an article.
  package var isPartOfArticle: Bool { self == .paragraph || self == .item || self == .point }
}
