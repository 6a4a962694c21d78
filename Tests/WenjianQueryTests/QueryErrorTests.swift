/// What cannot be read: the reason, the place, and the message.

import Testing
import WenjianQuery

@Suite("Query errors")
struct QueryErrorTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let typed: String
    let reason: QueryError.Reason
    let column: Int
    /// The text of the error's byte range.
    let place: String
    var testDescription: String { typed }

    init(_ typed: String, _ reason: QueryError.Reason, _ column: Int, _ place: String) {
      self.typed = typed
      self.reason = reason
      self.column = column
      self.place = place
    }
  }

  private func expectRow(_ row: Row) throws {
    let error = try #require(throws: QueryError.self) { try parseQuery(row.typed) }
    #expect(error.reason == row.reason)
    #expect(error.column == row.column)
    #expect(text(error.byteRange, of: row.typed) == row.place)
  }

  @Test(
    "something that is missing is an error at its place",
    arguments: [
      Row("", .empty, 1, ""),
      Row(" 　", .empty, 1, " 　"),
      Row("()", .emptyGroup, 1, "()"),
      Row("脱贫 （　）", .emptyGroup, 4, "（　）"),
      Row("\"\"", .emptyQuotes, 1, "\"\""),
      Row("脱贫 “　 ”", .emptyQuotes, 4, "“　 ”"),
      Row("OR", .nothingBefore, 1, "OR"),
      Row("｜ 脱贫", .nothingBefore, 1, "｜"),
      Row("AND 脱贫", .nothingBefore, 1, "AND"),
      Row("脱贫 (ＯＲ 扶贫)", .nothingBefore, 5, "ＯＲ"),
      Row("脱贫 OR", .nothingAfter, 4, "OR"),
      Row("脱贫|", .nothingAfter, 3, "|"),
      Row("a || b", .nothingAfter, 3, "|"),
      Row("脱贫 OR OR 扶贫", .nothingAfter, 4, "OR"),
      Row("(脱贫 ＡＮＤ ) 扶贫", .nothingAfter, 5, "ＡＮＤ"),
      Row("脱贫 AND AND 扶贫", .nothingAfter, 4, "AND"),
      Row("脱贫 AND OR 扶贫", .nothingAfter, 4, "AND"),
      Row("a OR AND b", .nothingBefore, 6, "AND"),
      Row("NOT", .nothingAfter, 1, "NOT"),
      Row("脱贫 NOT OR 扶贫", .nothingAfter, 4, "NOT"),
      Row("产业 - 就业", .nothingAfter, 4, "-"),
      Row("产业 －", .nothingAfter, 4, "－"),
      Row("(产业 -)", .nothingAfter, 5, "-"),
      Row("产业 -OR a", .nothingAfter, 4, "-"),
      Row("产业 exact: 後", .nothingAfterExact, 4, "exact:"),
      Row("ＥＸＡＣＴ：", .nothingAfterExact, 1, "ＥＸＡＣＴ："),
      Row("exact:OR a", .nothingAfterExact, 1, "exact:"),
      Row("exact:exact:|a", .nothingAfterExact, 7, "exact:"),
    ])
  func missing(row: Row) throws { try expectRow(row) }

  @Test(
    "a bracket or quotation mark without its partner is an error",
    arguments: [
      Row("(脱贫 OR 扶贫", .unclosedBracket, 1, "("),
      Row("a -（b (c)", .unclosedBracket, 4, "（"),
      Row("kind:通知 (国发(2016)", .unclosedBracket, 9, "("),
      Row("脱贫 OR 扶贫)", .unmatchedBracket(textBracketColumn: nil), 9, ")"),
      Row("（a | b)）", .unmatchedBracket(textBracketColumn: nil), 8, "）"),
      Row("a NEAR b)", .unmatchedBracket(textBracketColumn: nil), 9, ")"),
      Row("脱贫 产业(a OR b)", .unmatchedBracket(textBracketColumn: 6), 13, ")"),
      Row("(国发(2016 OR 扶贫)", .unclosedTextBracket, 4, "("),
      Row("(产业（a OR b))", .unclosedTextBracket, 4, "（"),
      Row("\"abc OR def", .unclosedQuote(closer: "\""), 1, "\""),
      Row("a -“b“c”", .unclosedQuote(closer: "”"), 4, "“"),
      Row("a | ”b", .unclosedQuote(closer: "“"), 5, "”"),
      Row("「a』 OR b", .unclosedQuote(closer: "」"), 1, "「"),
      Row("a NEAR 『b", .unclosedQuote(closer: "』"), 8, "『"),
      Row("(a b)c", .textAfterClosing, 5, ")"),
      Row("(a|b)(c d)", .textAfterClosing, 5, ")"),
      Row("“a b”c", .textAfterClosing, 5, "”"),
      Row("(\"a b\")c", .textAfterClosing, 7, ")"),
    ])
  func partners(row: Row) throws { try expectRow(row) }

  @Test(
    "a part that only excludes, or excludes an exclusion, is an error",
    arguments: [
      Row("-开放", .onlyExclusions, 1, "-开放"),
      Row("改革 OR -开放 NOT 城市　", .onlyExclusions, 7, "-开放 NOT 城市"),
      Row("改革 (－开放 )", .onlyExclusions, 5, "－开放"),
      Row("-a OR b", .onlyExclusions, 1, "-a"),
      Row("改革 -(-开放)", .onlyExclusions, 6, "-开放"),
      Row("-a AND -b", .onlyExclusions, 1, "-a AND -b"),
      Row("改革 --开放", .doubleExclusion, 4, "--"),
      Row("改革 NOT －开放", .doubleExclusion, 4, "NOT －"),
      Row("改革 NOT NOT 开放", .doubleExclusion, 4, "NOT NOT"),
      Row("改革 -NOT 开放", .doubleExclusion, 4, "-NOT"),
    ])
  func exclusions(row: Row) throws { try expectRow(row) }

  @Test(
    "NEAR and BEFORE stand between two strings, with a number up to 1000 or none",
    arguments: [
      Row("NEAR/3 产业", .nothingBefore, 1, "NEAR/3"),
      Row("产业 OR BEFORE 就业", .nothingBefore, 7, "BEFORE"),
      Row("产业 AND ＮＥＡＲ 就业", .nothingAfter, 4, "AND"),
      Row("产业 NEAR/3", .nothingAfter, 4, "NEAR/3"),
      Row("(产业 NEAR ) 就业", .nothingAfter, 5, "NEAR"),
      Row("产业 NEAR/3|就业", .nothingAfter, 4, "NEAR/3"),
      Row("产业 NEAR/3 OR 就业", .nothingAfter, 4, "NEAR/3"),
      Row("产业 NEAR/3 NEAR/3 就业", .nothingAfter, 4, "NEAR/3"),
      Row("产业 NEAR/3 -就业", .nothingAfter, 4, "NEAR/3"),
      Row("产业 - NEAR/3 就业", .nothingAfter, 4, "-"),
      Row("产业 NOT NEAR/3 就业", .nothingAfter, 4, "NOT"),
      Row("exact:NEAR 就业", .nothingAfterExact, 1, "exact:"),
      Row("产业 NEAR SENTENCE(就业)", .groupNear, 9, "SENTENCE"),
      Row("SENTENCE(就业) NEAR 产业", .groupNear, 1, "SENTENCE(就业)"),
      Row("产业 NEAR kind:通知", .fieldNear, 9, "kind:通知"),
      Row("kind:通知 BEFORE 产业", .fieldNear, 1, "kind:通知"),
      Row("(产业 就业) NEAR/3 创业", .groupNear, 1, "(产业 就业)"),
      Row("a -（产业|就业）NEAR/3 创业", .groupNear, 4, "（产业|就业）"),
      Row("创业 BEFORE exact:(产业 就业) a", .groupNear, 11, "exact:(产业 就业)"),
      Row("a NEAR/3 b NEAR/3", .nothingAfter, 12, "NEAR/3"),
      Row("a NEAR/3 b NOTBEFORE c", .mixedNeighbours, 12, "NOTBEFORE"),
      Row("a NOTAFTER/2 b BEFORE c", .mixedNeighbours, 16, "BEFORE"),
      Row("(a NEAR/3 b) BEFORE c", .groupNear, 1, "(a NEAR/3 b)"),
      Row("a NEAR/3 (b BEFORE c)", .groupNear, 10, "(b BEFORE c)"),
      Row("(a b)NOTBEFORE c", .groupNear, 1, "(a b)"),
      Row("改革 NOT NOTAFTER/3(a)", .nothingAfter, 4, "NOT"),
      Row("改革 NOTBEFORE/x 开放", .distance, 4, "NOTBEFORE/x"),
      Row("改革 NOTBEFORE", .nothingAfter, 4, "NOTBEFORE"),
      Row("NOTAFTER 第一", .nothingBefore, 1, "NOTAFTER"),
      Row("产业 NEAR/ 就业", .distance, 4, "NEAR/"),
      Row("产业 BEFORE/x|就业", .distance, 4, "BEFORE/x"),
      Row("产业 NEAR/1001 就业", .distance, 4, "NEAR/1001"),
      Row("产业 NEAR／１００１ 就业", .distance, 4, "NEAR／１００１"),
      Row("产业 NEAR/-1 就业", .distance, 4, "NEAR/-1"),
      Row("产业 NEAR/3／ 就业", .distance, 4, "NEAR/3／"),
      Row("产业 NEAR/99999999999999999999999 就业", .distance, 4, "NEAR/99999999999999999999999"),
    ])
  func nearness(row: Row) throws { try expectRow(row) }

  @Test(
    "a wildcard where a string begins or ends is an error, and so are too many",
    arguments: [
      Row("a ＊", .wildcardAtStart, 3, "＊"),
      Row("*书记", .wildcardAtStart, 1, "*"),
      Row("产业 *", .wildcardAtStart, 4, "*"),
      Row("书记*", .wildcardAtEnd, 3, "*"),
      Row("书记?*", .wildcardAtEnd, 4, "*"),
      Row("covid**", .wildcardAtEnd, 7, "*"),
      Row("\"a\"*", .wildcardAtEnd, 4, "*"),
      Row("一" + String(repeating: "?一", count: 33), .tooManyWildcards, 66, "?"),
    ])
  func wildcards(row: Row) throws { try expectRow(row) }

  @Test(
    "a field without a value, with a day that is none, or where no field can be is an error",
    arguments: [
      Row("title:", .nothingAfterField, 1, "title:"),
      Row("a kind: OR b", .nothingAfterField, 3, "kind:"),
      Row("(issuer:) a", .nothingAfterField, 2, "issuer:"),
      Row("issuer:=", .nothingAfterField, 1, "issuer:="),
      Row("field:主题", .fieldName, 1, "field:主题"),
      Row("field:主题 = 扶贫", .fieldName, 1, "field:主题"),
      Row("field:=扶贫", .fieldName, 1, "field:"),
      Row("field:主题=", .nothingAfterField, 1, "field:主题="),
      Row("date:昨天", .date, 1, "date:昨天"),
      Row("脱贫 Date：2018..2016", .date, 4, "Date：2018..2016"),
      Row("date:2016-13", .date, 1, "date:2016-13"),
      Row("signed:2016-2-32", .date, 1, "signed:2016-2-32"),
      Row("date:..", .date, 1, "date:.."),
      Row("date:0000", .date, 1, "date:0000"),
      Row("exact:path:贵州/*", .exactField, 1, "exact:path:"),
      Row("kind:exact:通知", .exactField, 1, "kind:exact:"),
      Row("SENTENCE(产业 kind:通知)", .fieldInScope, 13, "kind:"),
      Row("SENTENCE(产业 PARAGRAPH(就业 创业))", .scopeInScope, 13, "PARAGRAPH"),
      Row("SENTENCE()", .emptyGroup, 9, "()"),
      Row("SENTENCE(a b", .unclosedBracket, 9, "("),
      Row("SENTENCE(a)b", .textAfterClosing, 11, ")"),
      Row("SENTENCE(-a)", .onlyExclusions, 10, "-a"),
      Row("-kind:通知", .onlyExclusions, 1, "-kind:通知"),
    ])
  func fields(row: Row) throws { try expectRow(row) }

  @Test("a query over a limit is an error")
  func limits() throws {
    try expectRow(Row(String(repeating: "(", count: 65), .nestedTooDeep, 65, "("))
    let many = String(repeating: "a ", count: 1_024)
    try expectRow(Row(many + "后", .tooManyStrings, 2_049, "后"))
    // The limit falls inside the character, so the place starts with it.
    let long = "ab" + String(repeating: "脱", count: 21_846)
    try expectRow(Row(long, .tooLong(byteCount: 65_540), 21_847, "脱脱"))
  }

  @Test("the column counts characters as people see them")
  func columns() throws {
    let error = try #require(throws: QueryError.self) { try parseQuery("e\u{301}👨‍👩‍👧𠮷\r\nOR") }
    #expect(error.column == 5)
    #expect(error.byteRange == 27..<29)
  }

  @Test(
    "the message says what is wrong, where, and what to type",
    arguments: [
      (
        "脱贫 OR",
        """
        column 4: OR has nothing on its right side. Put a string there, or write "OR" to find it as \
        text.
          脱贫 OR
               ^^
        """
      ),
      (
        "ab（脱贫 扶贫）",
        """
        column 9: This bracket closes nothing: the one at column 3 directly follows text, and is \
        itself text. Put white space before the opening bracket to make it a group, or put the whole \
        string in quotation marks.
          ab（脱贫 扶贫）
                       ^^
        """
      ),
      (
        "产业 title： OR",
        """
        column 4: title： has no value. Write it behind, as in issuer:国务院, or * for any, or write "title：" \
        to find it as text.
          产业 title： OR
               ^^^^^^^
        """
      ),
      (
        "产业 date:去年",
        """
        column 4: date:去年 is no day, month, year or range of them. Write it as 2016, 2016-10, 2016-10-05, \
        2016..2018, ..2015 or 2016-10..; to find it as text, put the whole string in quotation marks.
          产业 date:去年
               ^^^^^^^^^
        """
      ),
      (
        "产业 NEAR/10 （就业 OR 创业）",
        """
        column 12: This is a group, and NEAR, BEFORE, NOTBEFORE and NOTAFTER go between two strings. \
        Write it once for each string, as in 脱贫 NEAR/10 产业 OR 扶贫 NEAR/10 产业.
          产业 NEAR/10 （就业 OR 创业）
                       ^^^^^^^^^^^^^^^^
        """
      ),
      (
        "产业 NEAR/10 就业 NOTBEFORE 创业",
        """
        column 15: NOTBEFORE follows an operator of the other kind: NEAR and BEFORE want a neighbour, NOTBEFORE and \
        NOTAFTER exclude one. Join two of them with AND, as in 产业 NEAR/10 就业 AND 改革 NOTBEFORE 开放.
          产业 NEAR/10 就业 NOTBEFORE 创业
                            ^^^^^^^^^
        """
      ),
      (
        "产业 NEAR/1001 就业",
        """
        column 4: NEAR/1001 does not end in a number from 0 to 1000. Put the greatest number of \
        characters between the strings there, as in NEAR/10, or write "NEAR/1001" to find it as text.
          产业 NEAR/1001 就业
               ^^^^^^^^^
        """
      ),
      (
        "第＊书记 ＊",
        """
        column 6: The wildcard ＊ is where a string begins. Take it out, for a string is found whatever \
        is beside it; to find it as text, put the whole string in quotation marks.
          第＊书记 ＊
                   ^^
        """
      ),
      (
        "改革\t|“开放",
        """
        column 5: This quotation mark is never closed. Close it with ”, or write "“" to find the \
        mark itself.
          改革 |“开放
                ^
        """
      ),
      (
        "产业 －\n就业",
        """
        column 4: Nothing follows this minus directly. Write it together with what to exclude, as in \
        改革 -开放, or write "－" to find it as text.
          产业 － 就业
               ^^
        """
      ),
      (
        "-改革 NOT 开放",
        """
        column 1: This only excludes, and does not say what to find. Put a string to find before it, \
        as in 改革 -开放, or put it in quotation marks to find it as text.
          -改革 NOT 开放
          ^^^^^^^^^^^^^^
        """
      ),
      (
        "e\u{301}\u{200B}\u{AC00}😀ｱ (a|b",
        """
        column 7: This bracket opens a group that is never closed. Close it with ), or put the \
        string in quotation marks to find the bracket itself.
          e\u{301}\u{AC00}😀ｱ (a|b
                 ^
        """
      ),
      (
        "脱贫 “\r\n　”",
        """
        column 4: There is nothing in these quotation marks. Put a string between them, or write \
        "“ 　”" to find the marks themselves.
          脱贫 “ 　”
               ^^^^^
        """
      ),
      (
        "产业 NEAR/一二三四五\u{1B}六七八九十一二三四五六七八九十",
        """
        column 4: NEAR/一二三四五 六七八九十一二三四五六七八... does not end in a number from 0 to \
        1000. Put the greatest number of characters between the strings there, as in NEAR/10, or write \
        "NEAR/一二三四五 六七八九十一二三四五六七八..." to find it as text.
          产业 NEAR/一二三四五 六七八九十一二三四五六七八九十
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """
      ),
      (
        "",
        """
        column 1: The query is empty. Type a string to find, such as 脱贫攻坚.
        \u{20}\u{20}
          ^
        """
      ),
    ])
  func goldenMessage(typed: String, expected: String) throws {
    let error = try #require(throws: QueryError.self) { try parseQuery(typed) }
    #expect(error.annotated(typed) == expected)
  }

  @Test("a long query is cut to the surroundings of the place")
  func excerpt() throws {
    let ten = "一二三四五六七八九十"
    let typed = String(repeating: ten, count: 5) + " (改革 " + String(repeating: ten, count: 5) + "|a"
    let error = try #require(throws: QueryError.self) { try parseQuery(typed) }
    let lines = error.annotated(typed).split(separator: "\n")
    #expect(
      lines.dropFirst() == [
        "  ...四五六七八九十一二三四五六七八九十 (改革 一二三四五六七八九十一二三四五...",
        "                                        ^",
      ])
    let tooLong = String(repeating: "a", count: 70_000)
    let limit = try #require(throws: QueryError.self) { try parseQuery(tooLong) }
    let marked = limit.annotated(tooLong).split(separator: "\n")
    #expect(marked[1] == "  ..." + String(repeating: "a", count: 72) + "...")
    #expect(marked[2] == "     " + String(repeating: "^", count: 72))
  }

  @Test("annotating a text that the error is not from is refused")
  func foreignText() async {
    await #expect(processExitsWith: .failure) {
      do throws(QueryError) {
        _ = try parseQuery("脱贫 OR")
      } catch {
        _ = error.annotated("短")
      }
    }
  }
}
