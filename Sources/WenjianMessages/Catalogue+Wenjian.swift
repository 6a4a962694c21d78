// All messages in Chinese, by area. The files of the areas are tables: a line for each message, in English, in simplified
// and in traditional characters. The traditional ones are in the words of Taiwan.
//
// Glossary:
//
// English          zh-Hans     zh-Hant     remarks
// document         文档        文件        what is indexed and found
// file             文件        檔案        what it was read from
// directory        目录        目錄
// folder           文件夹      資料夾      of a path
// index            索引        索引
// segment          段          段
// commit           提交        提交        a number counts them: 第 3 次提交
// key              键          鍵          of a document
// query            查询        查詢
// string           字符串      字串
// search, find     搜索, 查找  搜尋, 尋找
// match            匹配        比對, 符合
// occurrence       出现处      出現處      counted as 处, 處
// passage          摘录        摘錄
// field, value     字段, 值    欄位, 值
// column           列          欄          of a table
// element          单元        單元        of the search stream, 检索流
// gram             二元组      二元組
// fold             归一        正規化
// script, variant  字形, 异体  字形, 異體
// character        字符        字元        but 每万字, 每萬字
// byte             字节        位元組
// copy             副本        副本        also of a document
// citation         引用        引用        a quotation is 引文
// article          条          條
// issuer, number   发文机关, 文号  發文機關, 文號
// metadata         元数据      後設資料
// update, rebuild  更新, 重建  更新, 重建
// sound, damaged   完好, 损坏  完好, 損壞
// left out         略过        略過        lost: 丢失, 遺失
// checksum         校验和      檢查碼
// default          默认        預設
// program          程序        程式        a process: 进程, 行程
// argument         参数        引數
// page             网页        網頁        of a browser
// server, token    服务器, 令牌  伺服器, 權杖
// exit status      退出码      結束碼
// log-likelihood   对数似然    對數概似

extension Catalogue {
  /// What the command and the library say.
  package static let wenjian = Catalogue([
    Area("Command") { command },
    Area("Indexing") { indexing },
    Area("Arguments") { arguments },
    Area("Help") { help },
    Area("HelpOfIndexes") { helpOfIndexes },
    Area("Serving") { serving },
    Area("Library", isMatched: true) { library },
    Area("Query", isMatched: true) { query },
    Area("ClusterSearch", isMatched: true) { clusterSearch },
    Area("Server", isMatched: true) { server + serverArguments },
    Area("Files", isMatched: true) { files },
    Area("Cluster", isMatched: true) { cluster },
    Area("System", isMatched: true) { system },
  ])

  /// What the argument parser says, which makes its texts itself.
  package static let argumentParser = Catalogue([Area("Parser", isMatched: true) { parser }])
}
