// What is said of queries that cannot be read.

extension Catalogue {
  static let query: [Entry] = [
    Entry("column %1: %2", "第 %1 个字符：%2", "第 %1 個字元：%2", nested: [2]),
    Entry("The query is empty.", "查询为空。", "查詢為空。"),
    Entry(
      "The query has %1 bytes of UTF-8; %2 is the limit.",
      "查询的 UTF-8 长度为 %1 字节，超过上限 %2。",
      "查詢的 UTF-8 長度為 %1 位元組，超過上限 %2。"),
    Entry("The query has more than %1 strings.", "查询的字符串多于 %1 个。", "查詢的字串多於 %1 個。"),
    Entry("Brackets are nested more than %1 deep.", "括号嵌套超过 %1 层。", "括號巢狀超過 %1 層。"),
    Entry("This bracket opens a group that is never closed.", "此括号开始一个组，但没有对应的右括号。", "此括號開始一個組，但沒有對應的右括號。"),
    Entry("This bracket closes nothing.", "此右括号没有对应的左括号。", "此右括號沒有對應的左括號。"),
    Entry(
      "This bracket closes nothing: the one at column %1 directly follows text, and is itself text.",
      "此右括号没有对应的左括号：第 %1 个字符处的左括号紧接文字，因而本身也是文字。",
      "此右括號沒有對應的左括號：第 %1 個字元處的左括號緊接文字，因而本身也是文字。"),
    Entry(
      "This bracket directly follows text, so it is text, but its string ends before it is closed.",
      "此括号紧接文字，因而也是文字，但其字符串在右括号之前就结束了。",
      "此括號緊接文字，因而也是文字，但其字串在右括號之前就結束了。"),
    Entry("There is nothing in these brackets.", "括号中没有内容。", "括號中沒有內容。"),
    Entry("This quotation mark is never closed.", "此引号没有配对。", "此引號沒有配對。"),
    Entry("There is nothing in these quotation marks.", "引号中没有内容。", "引號中沒有內容。"),
    Entry("Text directly follows %1.", "文字紧接在 %1 之后。", "文字緊接在 %1 之後。"),
    Entry("%1 has nothing on its left side.", "%1 的左边没有内容。", "%1 的左邊沒有內容。"),
    Entry("Nothing follows this minus directly.", "此减号之后没有紧接内容。", "此減號之後沒有緊接內容。"),
    Entry("%1 has nothing on its right side.", "%1 的右边没有内容。", "%1 的右邊沒有內容。"),
    Entry("%1 has no string directly after it.", "%1 之后没有紧接字符串。", "%1 之後沒有緊接字串。"),
    Entry("An exclusion is excluded.", "对排除又作排除。", "對排除又作排除。"),
    Entry("This only excludes, and does not say what to find.", "这里只有排除，没有说要找什么。", "這裡只有排除，沒有說要找什麼。"),
    Entry(
      "This is a group, and NEAR, BEFORE, NOTBEFORE and NOTAFTER go between two strings.",
      "这是一个组，而 NEAR、BEFORE、NOTBEFORE 和 NOTAFTER 应置于两个字符串之间。",
      "這是一個組，而 NEAR、BEFORE、NOTBEFORE 和 NOTAFTER 應置於兩個字串之間。"),
    Entry(
      "%1 is a field, and NEAR, BEFORE, NOTBEFORE and NOTAFTER go between two strings.",
      "%1 是字段，而 NEAR、BEFORE、NOTBEFORE 和 NOTAFTER 应置于两个字符串之间。",
      "%1 是欄位，而 NEAR、BEFORE、NOTBEFORE 和 NOTAFTER 應置於兩個字串之間。"),
    Entry(
      "%1 follows an operator of the other kind: NEAR and BEFORE want a neighbour, NOTBEFORE and NOTAFTER exclude one.",
      "%1 接在另一类运算符之后：NEAR 和 BEFORE 要求邻近，NOTBEFORE 和 NOTAFTER 排除邻近。",
      "%1 接在另一類運算子之後：NEAR 和 BEFORE 要求鄰近，NOTBEFORE 和 NOTAFTER 排除鄰近。"),
    Entry("%1 has no value.", "%1 没有值。", "%1 沒有值。"),
    Entry("%1 has no name with = behind it.", "%1 之后没有名称和 =。", "%1 之後沒有名稱和 =。"),
    Entry("%1 is no day, month, year or range of them.", "%1 不是日、月、年或其范围。", "%1 不是日、月、年或其範圍。"),
    Entry(
      "exact: is before a field, and values of fields are always matched in all their forms.",
      "exact: 在字段之前，而字段的值总是按所有写法匹配。",
      "exact: 在欄位之前，而欄位的值總是按所有寫法比對。"),
    Entry(
      "%1 is inside of a sentence, a paragraph or an article, and a field belongs to a document.",
      "%1 在句、段或条的范围内，而字段属于文档。",
      "%1 在句、段或條的範圍內，而欄位屬於文件。"),
    Entry("%1 is inside of another scope.", "%1 在另一个范围之内。", "%1 在另一個範圍之內。"),
    Entry("%1 does not end in a number from 0 to %2.", "%1 的结尾不是 0 至 %2 的数。", "%1 的結尾不是 0 至 %2 的數。"),
    Entry("The wildcard %1 is where a string begins.", "通配符 %1 位于字符串开头。", "萬用字元 %1 位於字串開頭。"),
    Entry(
      "The wildcard %1 is where a string ends, and no letter or digit is before it.",
      "通配符 %1 位于字符串结尾，且其前没有字母或数字。",
      "萬用字元 %1 位於字串結尾，且其前沒有字母或數字。"),
    Entry("The string has more than %1 wildcards.", "字符串的通配符多于 %1 个。", "字串的萬用字元多於 %1 個。"),
    Entry("Type a string to find, such as 脱贫攻坚.", "请输入要查找的字符串，例如脱贫攻坚。", "請輸入要尋找的字串，例如脱贫攻坚。"),
    Entry("Split it into several queries.", "请拆成几个查询。", "請拆成幾個查詢。"),
    Entry("Take out brackets that are not needed.", "请去掉不必要的括号。", "請去掉不必要的括號。"),
    Entry(
      "Close it with ), or put the string in quotation marks to find the bracket itself.",
      "请补上 )，若要查找括号本身，请给字符串加引号。",
      "請補上 )，若要尋找括號本身，請給字串加引號。"),
    Entry(
      "Take it out, or put its string in quotation marks to find the bracket itself.",
      "请去掉它，若要查找括号本身，请给字符串加引号。",
      "請去掉它，若要尋找括號本身，請給字串加引號。"),
    Entry(
      "Put white space before the opening bracket to make it a group, or put the whole string in quotation marks.",
      "请在左括号前加空格使其成为组，或给整个字符串加引号。",
      "請在左括號前加空格使其成為組，或給整個字串加引號。"),
    Entry(
      "Take them out, or put the string in quotation marks to find the brackets themselves.",
      "请去掉括号，若要查找括号本身，请给字符串加引号。",
      "請去掉括號，若要尋找括號本身，請給字串加引號。"),
    Entry(
      "Close it with %1, or write %2 to find the mark itself.",
      "请补上 %1，若要查找引号本身，请写 %2。",
      "請補上 %1，若要尋找引號本身，請寫 %2。"),
    Entry(
      "Put a string between them, or write %1 to find the marks themselves.",
      "请在其间写入字符串，若要查找引号本身，请写 %1。",
      "請在其間寫入字串，若要尋找引號本身，請寫 %1。"),
    Entry(
      "Put white space between, or put the whole string in quotation marks.",
      "请在其间加空格，或给整个字符串加引号。",
      "請在其間加空格，或給整個字串加引號。"),
    Entry(
      "Put a string there, or write %1 to find it as text.",
      "请在该处写入字符串，若要将其作为文字查找，请写 %1。",
      "請在該處寫入字串，若要將其作為文字尋找，請寫 %1。"),
    Entry(
      "Write it together with what to exclude, as in 改革 -开放, or write %1 to find it as text.",
      "请与要排除的内容连写，例如 改革 -开放；若要将其作为文字查找，请写 %1。",
      "請與要排除的內容連寫，例如 改革 -开放；若要將其作為文字尋找，請寫 %1。"),
    Entry(
      "Write them together, as in exact:後, or write %1 to find it as text.",
      "请连写，例如 exact:後；若要将其作为文字查找，请写 %1。",
      "請連寫，例如 exact:後；若要將其作為文字尋找，請寫 %1。"),
    Entry(
      "Take out one of the two, or put the string in quotation marks to find it as text.",
      "请去掉其中之一；若要作为文字查找，请给字符串加引号。",
      "請去掉其中之一；若要作為文字尋找，請給字串加引號。"),
    Entry(
      "Put a string to find before it, as in 改革 -开放, or put it in quotation marks to find it as text.",
      "请在其前写入要查找的字符串，例如 改革 -开放；若要作为文字查找，请加引号。",
      "請在其前寫入要尋找的字串，例如 改革 -开放；若要作為文字尋找，請加引號。"),
    Entry(
      "Write it once for each string, as in 脱贫 NEAR/10 产业 OR 扶贫 NEAR/10 产业.",
      "请对每个字符串各写一次，例如 脱贫 NEAR/10 产业 OR 扶贫 NEAR/10 产业。",
      "請對每個字串各寫一次，例如 脱贫 NEAR/10 产业 OR 扶贫 NEAR/10 产业。"),
    Entry(
      "Put it beside them, as in kind:通知 产业 NEAR/10 就业 or kind:通知 SENTENCE(产业 就业), or put it in quotation marks to find it as text.",
      "请将其与它们并列，例如 kind:通知 产业 NEAR/10 就业 或 kind:通知 SENTENCE(产业 就业)；若要作为文字查找，请加引号。",
      "請將其與它們並列，例如 kind:通知 产业 NEAR/10 就业 或 kind:通知 SENTENCE(产业 就业)；若要作為文字尋找，請加引號。"),
    Entry(
      "Join two of them with AND, as in 产业 NEAR/10 就业 AND 改革 NOTBEFORE 开放.",
      "请用 AND 连接，例如 产业 NEAR/10 就业 AND 改革 NOTBEFORE 开放。",
      "請用 AND 連接，例如 产业 NEAR/10 就业 AND 改革 NOTBEFORE 开放。"),
    Entry(
      "Write it behind, as in issuer:国务院, or * for any, or write %1 to find it as text.",
      "请在其后写出，例如 issuer:国务院，任意值用 *；若要作为文字查找，请写 %1。",
      "請在其後寫出，例如 issuer:国务院，任意值用 *；若要作為文字尋找，請寫 %1。"),
    Entry(
      "Write both, as in field:主题=扶贫, or write %1 to find it as text.",
      "请两者都写，例如 field:主题=扶贫；若要作为文字查找，请写 %1。",
      "請兩者都寫，例如 field:主题=扶贫；若要作為文字尋找，請寫 %1。"),
    Entry(
      "Write it as 2016, 2016-10, 2016-10-05, 2016..2018, ..2015 or 2016-10..; to find it as text, put the whole string in quotation marks.",
      "请写成 2016、2016-10、2016-10-05、2016..2018、..2015 或 2016-10..；若要作为文字查找，请给整个字符串加引号。",
      "請寫成 2016、2016-10、2016-10-05、2016..2018、..2015 或 2016-10..；若要作為文字尋找，請給整個字串加引號。"),
    Entry("Take exact: out.", "请去掉 exact:。", "請去掉 exact:。"),
    Entry(
      "Join the two with AND, as in PARAGRAPH(产业 就业) SENTENCE(就业 创业).",
      "请用 AND 连接两者，例如 PARAGRAPH(产业 就业) SENTENCE(就业 创业)。",
      "請用 AND 連接兩者，例如 PARAGRAPH(产业 就业) SENTENCE(就业 创业)。"),
    Entry(
      "Put the greatest number of characters between the strings there, as in NEAR/10, or write %1 to find it as text.",
      "请在该处写出两个字符串之间最多的字符数，例如 NEAR/10；若要作为文字查找，请写 %1。",
      "請在該處寫出兩個字串之間最多的字元數，例如 NEAR/10；若要作為文字尋找，請寫 %1。"),
    Entry(
      "Take it out, for a string is found whatever is beside it; to find it as text, put the whole string in quotation marks.",
      "请去掉它，因为字符串前后是什么都能找到；若要作为文字查找，请给整个字符串加引号。",
      "請去掉它，因為字串前後是什麼都能找到；若要作為文字尋找，請給整個字串加引號。"),
    Entry(
      "Join shorter strings with NEAR or BEFORE, or put it in quotation marks to find it as text.",
      "请用 NEAR 或 BEFORE 连接较短的字符串；若要作为文字查找，请加引号。",
      "請用 NEAR 或 BEFORE 連接較短的字串；若要作為文字尋找，請加引號。"),
  ]
}
