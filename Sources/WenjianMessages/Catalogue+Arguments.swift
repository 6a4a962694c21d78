// What is said of wrong arguments, and of how the command ends.

extension Catalogue {
  static let arguments: [Entry] = [
    Entry("Missing expected argument '<query> ...'", "缺少参数 '<query> ...'", "缺少引數 '<query> ...'"),
    Entry(
      "--by goes with --terms; of one query it is `wenjian facets`",
      "--by 须与 --terms 合用；单个查询请用 `wenjian facets`",
      "--by 須與 --terms 合用；單個查詢請用 `wenjian facets`"),
    Entry(
      "--cells and --list go with --terms and --by",
      "--cells 和 --list 须与 --terms 和 --by 合用",
      "--cells 和 --list 須與 --terms 和 --by 合用"),
    Entry("give a query, or --terms %1, not both", "请给出查询，或用 --terms %1，不能两者都给", "請給出查詢，或用 --terms %1，不能兩者都給"),
    Entry("--cells and --list go with --by", "--cells 和 --list 须与 --by 合用", "--cells 和 --list 須與 --by 合用"),
    Entry(
      "--cells is for a table, which --list is not",
      "--cells 用于表格，而 --list 不是表格",
      "--cells 用於表格，而 --list 不是表格"),
    Entry("there is no query in %1", "%1 中没有查询", "%1 中沒有查詢"),
    Entry("line %1 of %2: %3", "%2 第 %1 行：%3", "%2 第 %1 行：%3"),
    Entry("there is no measure %1; there are %2", "没有度量 %1；可用 %2", "沒有度量 %1；可用 %2"),
    Entry("there is no unit %1; there are %2", "没有单位 %1；可用 %2", "沒有單位 %1；可用 %2"),
    Entry("there is no order %1; there are %2", "没有顺序 %1；可用 %2", "沒有順序 %1；可用 %2"),
    Entry("there is no kind %1; there are %2", "没有种类 %1；可用 %2", "沒有種類 %1；可用 %2"),
    Entry("there is no field {%1}; there are %2", "没有字段 {%1}；可用 %2", "沒有欄位 {%1}；可用 %2"),
    Entry(
      "--window is a number from 1 to 1000, or sentence; it is %1",
      "--window 应为 1 至 1000 的数或 sentence；给出的是 %1",
      "--window 應為 1 至 1000 的數或 sentence；給出的是 %1"),
    Entry("--min must be positive, it is %1", "--min 应为正数，给出的是 %1", "--min 應為正數，給出的是 %1"),
    Entry("--min must be 2 at least, it is %1", "--min 至少为 2，给出的是 %1", "--min 至少為 2，給出的是 %1"),
    Entry(
      "--%1 must be between 0 and 1000000000, it is %2",
      "--%1 应在 0 至 1000000000 之间，给出的是 %2",
      "--%1 應在 0 至 1000000000 之間，給出的是 %2"),
    Entry(
      "--limit must be between 0 and 1000000, it is %1",
      "--limit 应在 0 至 1000000 之间，给出的是 %1",
      "--limit 應在 0 至 1000000 之間，給出的是 %1"),
    Entry("--limit must not be negative, it is %1", "--limit 不能为负，给出的是 %1", "--limit 不能為負，給出的是 %1"),
    Entry(
      "--parts must be between 1 and 1000, it is %1",
      "--parts 应在 1 至 1000 之间，给出的是 %1",
      "--parts 應在 1 至 1000 之間，給出的是 %1"),
    Entry(
      "--scan-every must be between 1 and 86400, it is %1",
      "--scan-every 应在 1 至 86400 之间，给出的是 %1",
      "--scan-every 應在 1 至 86400 之間，給出的是 %1"),
    Entry(
      "--max-file-size must be between 1 and 1024, it is %1",
      "--max-file-size 应在 1 至 1024 之间，给出的是 %1",
      "--max-file-size 應在 1 至 1024 之間，給出的是 %1"),
    Entry(
      "--width must be between 0 and 10000, it is %1",
      "--width 应在 0 至 10000 之间，给出的是 %1",
      "--width 應在 0 至 10000 之間，給出的是 %1"),
    Entry(
      "--timeout must be more than 0 seconds and at most 1000000000, it is %1",
      "--timeout 应大于 0 秒，至多 1000000000 秒，给出的是 %1",
      "--timeout 應大於 0 秒，至多 1000000000 秒，給出的是 %1"),
    Entry(
      "--timeout must be more than 0 seconds and at most 86400, it is %1", "--timeout 应大于 0 秒，至多 86400 秒，给出的是 %1",
      "--timeout 應大於 0 秒，至多 86400 秒，給出的是 %1"),
    Entry("--seed goes with --sort random", "--seed 须与 --sort random 合用", "--seed 須與 --sort random 合用"),
    Entry(
      "--by-document keeps lines together, which a random order does not: leave one of them out",
      "--by-document 使同一文档的各行相连，随机顺序则不然：请去掉其中之一",
      "--by-document 使同一文件的各行相連，隨機順序則不然：請去掉其中之一"),
    Entry("a \\ goes before t, n, \\, { or }", "\\ 之后应为 t、n、\\、{ 或 }", "\\ 之後應為 t、n、\\、{ 或 }"),
    Entry(
      "a { opens the name of a field, as in {key}; write \\{ for the character",
      "{ 开始一个字段名，例如 {key}；要表示该字符请写 \\{",
      "{ 開始一個欄位名，例如 {key}；要表示該字元請寫 \\{"),
    Entry(
      "a } closes the name of a field, as in {key}; write \\} for the character",
      "} 结束一个字段名，例如 {key}；要表示该字符请写 \\}",
      "} 結束一個欄位名，例如 {key}；要表示該字元請寫 \\}"),
    Entry(
      "the output has one shape; take --format, --keys or %1 out",
      "输出只能有一种形式；请去掉 --format、--keys 或 %1",
      "輸出只能有一種形式；請去掉 --format、--keys 或 %1"),
    Entry("neither", "二者", "二者"),
    Entry("--bom goes with --csv", "--bom 须与 --csv 合用", "--bom 須與 --csv 合用"),
    Entry(
      "--null is for lines of --format or of --keys",
      "--null 用于 --format 或 --keys 的各行",
      "--null 用於 --format 或 --keys 的各行"),
    Entry(
      "%1 is no cursor; take what `nextPage` or the end of a page says",
      "%1 不是游标；请用 `nextPage` 或页尾给出的值",
      "%1 不是游標；請用 `nextPage` 或頁尾給出的值"),
    Entry(
      "--outline and --metadata print no text: they go with no other choice of what to print",
      "--outline 和 --metadata 不显示正文：不能与其他显示选择合用",
      "--outline 和 --metadata 不顯示正文：不能與其他顯示選擇合用"),
    Entry(
      "the argument \u{201C}%1\u{201D} is not in UTF-8; set the terminal to it, or rename the file",
      "参数“%1”不是 UTF-8 编码；请将终端设为该编码，或重命名文件",
      "參數「%1」不是 UTF-8 編碼；請將終端機設為該編碼，或重新命名檔案"),
    Entry(
      "--as-typed finds no other spellings: it goes without --regional and --widen",
      "--as-typed 不查找其他写法：不能与 --regional 和 --widen 合用",
      "--as-typed 不尋找其他寫法：不能與 --regional 和 --widen 合用"),
    Entry(
      "--by match groups what was found, not documents; it is `wenjian facets`",
      "--by match 归并的是找到的内容而非文档；请用 `wenjian facets`",
      "--by match 歸併的是找到的內容而非文件；請用 `wenjian facets`"),
    Entry(
      "the output has one shape; --chart and --svg go without another one",
      "输出只能有一种形式；--chart 和 --svg 不能与其他形式合用",
      "輸出只能有一種形式；--chart 和 --svg 不能與其他形式合用"),
    Entry(
      "--lang is en, zh-Hans or zh-Hant; it is '%1'",
      "--lang 应为 en、zh-Hans 或 zh-Hant；给出的是“%1”",
      "--lang 應為 en、zh-Hans 或 zh-Hant；給出的是「%1」"),
    Entry(
      "--lang needs a language: en, zh-Hans or zh-Hant",
      "--lang 须给出语言：en、zh-Hans 或 zh-Hant",
      "--lang 須給出語言：en、zh-Hans 或 zh-Hant"),
    Entry(
      "The language of messages: en, zh-Hans or zh-Hant; else that of the environment.",
      "消息的语言：en、zh-Hans 或 zh-Hant；不给出时依环境而定。",
      "訊息的語言：en、zh-Hans 或 zh-Hant；不給出時依環境而定。"),
    Entry(
      "`wenjian index DIRECTORY --index %1`",
      "用 `wenjian index DIRECTORY --index %1` 建立",
      "用 `wenjian index DIRECTORY --index %1` 建立"),
    Entry(
      "`wenjian repair --into NEW` saves what is sound, `wenjian index` builds anew",
      "`wenjian repair --into NEW` 保存完好的部分，`wenjian index` 重建",
      "`wenjian repair --into NEW` 儲存完好的部分，`wenjian index` 重建"),
    Entry(
      "`wenjian index` builds it again, `wenjian repair --into NEW` from the texts that it stores",
      "`wenjian index` 重建，`wenjian repair --into NEW` 依其所存文本重建",
      "`wenjian index` 重建，`wenjian repair --into NEW` 依其所存文字重建"),
    Entry("--hidden reads it", "用 --hidden 读取", "用 --hidden 讀取"),
    Entry("raise it with --max-file-size", "可用 --max-file-size 提高", "可用 --max-file-size 提高"),
    Entry("%1; %2", "%1；%2", "%1；%2"),
    Entry("done; of commands that look for something: it was found", "完成；对查找类命令：找到了", "完成；對尋找類指令：找到了"),
    Entry(
      "nothing was found; diff: no word differs; verify-citations: something differs, is otherwise or is not in the index",
      "什么也没有找到；diff：文字没有差异；verify-citations：有不同的、另有所指的或索引中没有的",
      "什麼也沒有找到；diff：文字沒有差異；verify-citations：有不同的、另有所指的或索引中沒有的"),
    Entry(
      "done, but not all: some files could not be read, some lines of --terms are no query, some documents not saved, or the commit is not durable; it is said",
      "完成，但不完全：有些文件无法读取，--terms 的有些行不是查询，有些文档未能保存，或提交尚未落盘；会予以说明",
      "完成，但不完全：有些檔案無法讀取，--terms 的有些行不是查詢，有些文件未能儲存，或提交尚未寫入磁碟；會予以說明"),
    Entry("wrong arguments, or a query that cannot be read", "参数有误，或查询无法解读", "引數有誤，或查詢無法解讀"),
    Entry("the index is damaged, or of another version", "索引已损坏，或属于其他版本", "索引已損壞，或屬於其他版本"),
    Entry(
      "no such file, directory, index or document, or nothing to index or to count",
      "没有该文件、目录、索引或文档，或没有可编入索引或统计的内容",
      "沒有該檔案、目錄、索引或文件，或沒有可編入索引或統計的內容"),
    Entry("the directory of the new index cannot be used", "新索引的目录不可用", "新索引的目錄不可用"),
    Entry("reading or writing failed, or there was no memory left", "读写失败，或内存不足", "讀寫失敗，或記憶體不足"),
    Entry("another process is writing the index", "另一进程正在写入该索引", "另一行程正在寫入該索引"),
    Entry(
      "the time of --timeout was over before the answer was there; what was written is not all",
      "在得出结果之前 --timeout 的时间已到；写出的不完整",
      "在得出結果之前 --timeout 的時間已到；寫出的不完整"),
    Entry("interrupted while indexing; the index is as it was", "建立索引时中断；索引保持原样", "建立索引時中斷；索引保持原樣"),
  ]
}
