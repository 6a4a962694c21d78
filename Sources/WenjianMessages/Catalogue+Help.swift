// What `--help` says of searching and reading, and of options that many commands have.

extension Catalogue {
  static let help: [Entry] = [
    Entry("EXAMPLES:", "示例：", "範例："),
    Entry("Write one JSON object.", "输出一个 JSON 对象。", "輸出一個 JSON 物件。"),
    Entry(
      "List what the documents cite, the most cited first; or what of it is not in the index.",
      "列出各文档引用了什么，引用最多的在前；或列出其中索引里没有的。",
      "列出各文件引用了什麼，引用最多的在前；或列出其中索引裡沒有的。"),
    Entry(
      "《…》, numbers of documents, and names of laws before an article count as one by their normal form: full and short titles, both scripts, 〔2016〕 and [2016]. What a document says of itself (本法第十条) is not among them: see `cites`.",
      "《…》、文号以及“条”前的法律名称，按归一形式合并计数：全称与简称、简体与繁体、〔2016〕与 [2016] 视为相同。文档对自身的引用（本法第十条）不计在内，见 `cites`。",
      "《…》、文號以及「條」前的法律名稱，按正規化形式合併計數：全稱與簡稱、簡體與繁體、〔2016〕與 [2016] 視為相同。文件對自身的引用（本法第十条）不計在內，見 `cites`。"),
    Entry("Exit status 1 means that there are none.", "退出码 1 表示没有。", "結束碼 1 表示沒有。"),
    Entry("Only what no document of the index is.", "只列索引中没有对应文档的。", "只列索引中沒有對應文件的。"),
    Entry(
      "Every citation by itself, those of documents of themselves, too; with --jsonl, --csv or --format.",
      "逐条列出引用，包括文档对自身的引用；须配合 --jsonl、--csv 或 --format。",
      "逐條列出引用，包括文件對自身的引用；須配合 --jsonl、--csv 或 --format。"),
    Entry("The most to list.", "最多列出的条数。", "最多列出的條數。"),
    Entry("List what a document cites, in the order of its text.", "按正文顺序列出一份文档引用了什么。", "按正文順序列出一份文件引用了什麼。"),
    Entry(
      "Each line has what is cited and the document that it leads to: of several versions the newest when this one was written. References of a document to itself, 本法第十条 and 前款, are told with --own.",
      "每行列出所引内容及其对应的文档；有多个版本时，对应本文写作时最新的版本。文档对自身的引用（本法第十条、前款）用 --own 显示。",
      "每行列出所引內容及其對應的文件；有多個版本時，對應本文寫作時最新的版本。文件對自身的引用（本法第十条、前款）用 --own 顯示。"),
    Entry("Exit status 1 means that it cites nothing.", "退出码 1 表示没有引用任何内容。", "結束碼 1 表示沒有引用任何內容。"),
    Entry("The document's key: the path that search prints.", "文档的键，即搜索结果中的路径。", "文件的鍵，即搜尋結果中的路徑。"),
    Entry(
      "Also what it says of itself: 本法第十条, 前款, 第三条.",
      "也列出对自身的引用：本法第十条、前款、第三条。",
      "也列出對自身的引用：本法第十条、前款、第三条。"),
    Entry(
      "List the citations of a law, an article or a document.",
      "列出引用某部法律、某一条或某份文档的地方。",
      "列出引用某部法律、某一條或某份文件的地方。"),
    Entry(
      "What is cited may be typed as it is written, in full or short, or as the key of a document. With an article, those are listed who cite it, a part of it or a range around it; who cites the law as a whole is listed with the law.",
      "被引内容可以照原文写全称或简称，也可以写文档的键。指定条文时，列出引用该条、该条一部分或包含该条的范围的文档；引用整部法律的，归在该法律之下。",
      "被引內容可以照原文寫全稱或簡稱，也可以寫文件的鍵。指定條文時，列出引用該條、該條一部分或包含該條的範圍的文件；引用整部法律的，歸在該法律之下。"),
    Entry("Exit status 1 means that nothing cites it.", "退出码 1 表示没有文档引用它。", "結束碼 1 表示沒有文件引用它。"),
    Entry(
      "《立法法》, 立法法第六十五条, 国发〔2016〕64号, or the key of a document.",
      "《立法法》、立法法第六十五条、国发〔2016〕64号，或文档的键。",
      "《立法法》、立法法第六十五条、国发〔2016〕64号，或文件的鍵。"),
    Entry(
      "List the words or characters that are near a query more often than by chance.",
      "列出在查询附近出现得比偶然更频繁的词或字符。",
      "列出在查詢附近出現得比偶然更頻繁的詞或字元。"),
    Entry(
      "Counted are the words of the index (ICU's), or with --unit characters all characters, of the documents that the fields of the query keep, but for those that an occurrence is part of. Each is near an occurrence or not; an edge of a paragraph is never crossed.",
      "统计的是索引中的词（由 ICU 切分），用 --unit characters 时为所有字符；范围是查询的字段条件所保留的文档，不含命中本身所含的词。每个词要么在命中附近，要么不在；段落边界从不跨越。",
      "統計的是索引中的詞（由 ICU 切分），用 --unit characters 時為所有字元；範圍是查詢的欄位條件所保留的文件，不含命中本身所含的詞。每個詞或在命中附近，或不在；段落邊界從不跨越。"),
    Entry("MEASURE:", "度量：", "度量："),
    Entry("how sure it is that there is a connection", "存在关联的可信程度", "存在關聯的可信程度"),
    Entry(
      "mutual information: how much more often than by chance; prefers what is rare",
      "互信息：比偶然频繁多少倍；偏向罕见的词",
      "相互資訊：比偶然頻繁多少倍；偏向罕見的詞"),
    Entry("the share of the one that goes with the other", "一方与另一方同现的比例", "一方與另一方同現的比例"),
    Entry(
      "Exit status 1 means that nothing was found. JSON.md in the sources documents --json.",
      "退出码 1 表示什么也没有找到。--json 的格式见源代码中的 JSON.md。",
      "結束碼 1 表示什麼也沒有找到。--json 的格式見原始碼中的 JSON.md。"),
    Entry(
      "What is near: so many on each side, or the sentence.",
      "“附近”的范围：每侧若干个，或 sentence（整句）。",
      "「附近」的範圍：每側若干個，或 sentence（整句）。"),
    Entry(
      "How they are ranked: log-likelihood, mi, dice.",
      "排序依据：log-likelihood、mi、dice。",
      "排序依據：log-likelihood、mi、dice。"),
    Entry(
      "What is counted: words or characters.",
      "统计对象：words（词）或 characters（字符）。",
      "統計對象：words（詞）或 characters（字元）。"),
    Entry("Leave out what is near fewer times.", "略去附近出现次数少于此数的。", "略去附近出現次數少於此數的。"),
    Entry("List punctuation marks and symbols too.", "标点和符号也列出。", "標點和符號也列出。"),
    Entry(
      "The most to show: 50 for people, else all.",
      "最多显示的条数：供人阅读时为 50，否则为全部。",
      "最多顯示的條數：供人閱讀時為 50，否則為全部。"),
    Entry(
      "List documents that are copies of each other, or those of one document.",
      "列出互为副本的文档，或某一份文档的副本。",
      "列出互為副本的文件，或某一份文件的副本。"),
    Entry(
      "Copies share most of their text: reprints, also in the other script, with another head and foot, or cut short. `wenjian search --collapse` shows one of each group.",
      "副本是正文大部分相同的文档：转载，包括另一种字形、页眉页脚不同或有删节的。`wenjian search --collapse` 每组只显示一份。",
      "副本是正文大部分相同的文件：轉載，包括另一種字形、頁首頁尾不同或有刪節的。`wenjian search --collapse` 每組只顯示一份。"),
    Entry(
      "Count documents and occurrences, exactly: of a query, or of each line of a file.",
      "精确统计文档数与出现次数：一个查询的，或文件中每一行的。",
      "精確統計文件數與出現次數：一個查詢的，或檔案中每一行的。"),
    Entry(
      "With --terms each line of a file is a query, and the output a table; blank lines are skipped. With --by the table has a column for each value, which counts occurrences or, with --cells documents, documents; with --list it has a line for each term and value that has a document. By document it always has.",
      "用 --terms 时，文件的每一行是一个查询，输出为表格；空行略过。用 --by 时，每个值占一列，统计出现次数，加 --cells documents 则统计文档数；加 --list 时，每个有文档的查询与值各占一行。按 document 统计时总是如此。",
      "用 --terms 時，檔案的每一行是一個查詢，輸出為表格；空行略過。用 --by 時，每個值佔一欄，統計出現次數，加 --cells documents 則統計文件數；加 --list 時，每個有文件的查詢與值各佔一行。按 document 統計時總是如此。"
    ),
    Entry(
      "Exit status 1 means that nothing was found; 2 that some lines cannot be read as a query, which are told; 64 that none can.",
      "退出码 1 表示什么也没有找到；2 表示有些行不是可读的查询，会逐一指出；64 表示没有一行可读。",
      "結束碼 1 表示什麼也沒有找到；2 表示有些行不是可讀的查詢，會逐一指出；64 表示沒有一行可讀。"),
    Entry(
      "What to find; several arguments count as one, with spaces between.",
      "要查找的内容；多个参数以空格相连，视为一个查询。",
      "要尋找的內容；多個引數以空格相連，視為一個查詢。"),
    Entry(
      "Match the characters as written, no other script or form of them.",
      "只匹配字符的原样，不匹配其他字形。",
      "只比對字元的原樣，不比對其他字形。"),
    Entry(
      "A file with a query in each line, or - for standard input.",
      "每行一个查询的文件；- 表示标准输入。",
      "每行一個查詢的檔案；- 表示標準輸入。"),
    Entry("What to count each term by.", "每个查询按什么统计。", "每個查詢按什麼統計。"),
    Entry(
      "What the columns of --by count: occurrences or documents.",
      "--by 的各列统计什么：occurrences（出现次数）或 documents（文档数）。",
      "--by 的各欄統計什麼：occurrences（出現次數）或 documents（文件數）。"),
    Entry(
      "Write a line for each term and value, with documents and occurrences.",
      "每个查询与值各输出一行，含文档数和出现次数。",
      "每個查詢與值各輸出一行，含文件數和出現次數。"),
    Entry(
      "Compare two documents, article by article: what was amended, added, removed, moved.",
      "逐条比较两份文档：修改、新增、删除、移动了什么。",
      "逐條比較兩份文件：修改、新增、刪除、移動了什麼。"),
    Entry(
      "Script, variants of characters, width, blanks and line ends make no difference, so that what is shown was really changed. Articles are told by what they say, not by their numbers: those that only got other numbers are listed as such. Marks of punctuation alone are no amendment; --all shows them, and what is the same.",
      "简繁、异体、全半角、空白和换行的不同不算差异，因此显示的都是真正的改动。条文按内容而非条号对应：只是条号变了的，单独列出。仅标点不同不算修改；--all 会显示这些以及相同的部分。",
      "簡繁、異體、全半形、空白和換行的不同不算差異，因此顯示的都是真正的改動。條文按內容而非條號對應：只是條號變了的，單獨列出。僅標點不同不算修改；--all 會顯示這些以及相同的部分。"),
    Entry(
      "Off a terminal, or without colours, [-removed-] and {+added+}.",
      "不在终端上或不着色时，写作 [-删除-] 和 {+新增+}。",
      "不在終端機上或不上色時，寫作 [-刪除-] 和 {+新增+}。"),
    Entry("Exit status 1 means that no word differs.", "退出码 1 表示文字没有差异。", "結束碼 1 表示文字沒有差異。"),
    Entry(
      "The key of the older document: the path that search prints.",
      "旧文档的键，即搜索结果中的路径。",
      "舊文件的鍵，即搜尋結果中的路徑。"),
    Entry("The key of the newer one.", "新文档的键。", "新文件的鍵。"),
    Entry(
      "Compare by article, where both have them, or by paragraph.",
      "按 article（条，双方都有条时）或 paragraph（段）比较。",
      "按 article（條，雙方都有條時）或 paragraph（段）比較。"),
    Entry("Also what is the same, or differs in punctuation only.", "也显示相同的和仅标点不同的部分。", "也顯示相同的和僅標點不同的部分。"),
    Entry("Write a self-contained page.", "输出一个独立的网页。", "輸出一個獨立的網頁。"),
    Entry("Colour what changed.", "为改动着色。", "為改動上色。"),
    Entry(
      "Show in which parts of the documents a query occurs, and how evenly over documents.",
      "显示查询出现在文档的哪些部分，以及在各文档间分布是否均匀。",
      "顯示查詢出現在文件的哪些部分，以及在各文件間分布是否均勻。"),
    Entry(
      "Each document is cut into equal parts, tenths where nothing else is said, and occurrences are counted by where they start. DP (Gries) is about documents: 0 where each of those that the query chooses from has as many occurrences as its length lets expect, towards 1 where few have all. D (Juilland) is about the parts: 1 where all have as many, 0 where one has all.",
      "每份文档切成等长的若干部分（默认十份），按出现处的起点计数。DP（Gries）针对文档：查询所选的各文档的出现次数都与其长度相称时为 0，越集中于少数文档越接近 1。D（Juilland）针对各部分：处处相等时为 1，全部集中于一处时为 0。",
      "每份文件切成等長的若干部分（預設十份），按出現處的起點計數。DP（Gries）針對文件：查詢所選的各文件的出現次數都與其長度相稱時為 0，越集中於少數文件越接近 1。D（Juilland）針對各部分：處處相等時為 1，全部集中於一處時為 0。"
    ),
    Entry("How many parts a document has.", "一份文档切成几个部分。", "一份文件切成幾個部分。"),
    Entry(
      "Tell how a query is read, folded and found, and where time goes.",
      "显示查询如何被解读、归一和查找，以及时间花在哪里。",
      "顯示查詢如何被解讀、正規化和尋找，以及時間花在哪裡。"),
    Entry(
      "A string is found by its grams, the pairs of neighbours in it: the rarest lists are intersected. Words only rank.",
      "字符串由其二元组（相邻两字）查找：取最稀少的位置表求交集。词只用于排序。",
      "字串由其二元組（相鄰兩字）尋找：取最稀少的位置表求交集。詞只用於排序。"),
    Entry(
      "Count the documents and occurrences of a query by a field, exactly.",
      "按字段精确统计查询的文档数和出现次数。",
      "按欄位精確統計查詢的文件數和出現次數。"),
    Entry(
      "A document with several values counts for each of them. Values that only script, width, case or blanks tell apart are one; documents are not. Documents without a value are counted last, as (none).",
      "有多个值的文档对每个值各计一次。仅简繁、全半角、大小写或空白不同的值合并为一个；文档不合并。没有值的文档列在最后，记为（无）。",
      "有多個值的文件對每個值各計一次。僅簡繁、全半形、大小寫或空白不同的值合併為一個；文件不合併。沒有值的文件列在最後，記為（無）。"),
    Entry("Exit status 1 means that nothing was found.", "退出码 1 表示什么也没有找到。", "結束碼 1 表示什麼也沒有找到。"),
    Entry("What to count by.", "按什么统计。", "按什麼統計。"),
    Entry(
      "The most values to show; those without a value come on top of it.",
      "最多显示的值的个数；没有值的另计。",
      "最多顯示的值的個數；沒有值的另計。"),
    Entry(
      "List the words or strings that some documents have more often than the others.",
      "列出某些文档比其他文档更常用的词或字符串。",
      "列出某些文件比其他文件更常用的詞或字串。"),
    Entry(
      "The query chooses the documents, by fields, by text, or both; they are compared with all others, or with those of --against that are not among them. Ranked by log-likelihood (15.13 is p < .0001); the ratio is how many times as frequent it is, as a logarithm to 2: 1 is twice. With --unit strings no words are cut: strings of any length that repeat, without punctuation; of those that are mostly part of another only that one is listed.",
      "查询按字段、文本或两者选出文档，与其余所有文档比较，或与 --against 的文档（不含前者）比较。按对数似然排序（15.13 即 p < .0001）；比率是频率之比以 2 为底的对数：1 即两倍。用 --unit strings 时不切词：列出任意长度的重复字符串，不含标点；大多只作为另一字符串的一部分出现的，只列后者。",
      "查詢按欄位、文字或兩者選出文件，與其餘所有文件比較，或與 --against 的文件（不含前者）比較。按對數概似排序（15.13 即 p < .0001）；比率是頻率之比以 2 為底的對數：1 即兩倍。用 --unit strings 時不切詞：列出任意長度的重複字串，不含標點；大多只作為另一字串的一部分出現的，只列後者。"
    ),
    Entry(
      "Exit status 1 means that nothing was found, or that there is nothing to compare with. JSON.md in the sources documents --json.",
      "退出码 1 表示什么也没有找到，或没有可比较的文档。--json 的格式见源代码中的 JSON.md。",
      "結束碼 1 表示什麼也沒有找到，或沒有可比較的文件。--json 的格式見原始碼中的 JSON.md。"),
    Entry("The documents to compare with: those of this query.", "用来比较的文档：此查询的文档。", "用來比較的文件：此查詢的文件。"),
    Entry(
      "What is compared: words or strings.",
      "比较对象：words（词）或 strings（字符串）。",
      "比較對象：words（詞）或 strings（字串）。"),
    Entry("Leave out what occurs fewer times in the documents.", "略去在这些文档中出现次数少于此数的。", "略去在這些文件中出現次數少於此數的。"),
    Entry(
      "The most to show: 50 for people, else 500.",
      "最多显示的条数：供人阅读时为 50，否则为 500。",
      "最多顯示的條數：供人閱讀時為 50，否則為 500。"),
    Entry(
      "Show every occurrence with its context, a line each, aligned (a concordance).",
      "逐行对齐显示每一处及其上下文（KWIC）。",
      "逐行對齊顯示每一處及其上下文（KWIC）。"),
    Entry(
      "The first line counts all occurrences, as `wenjian count` does; each is a line, overlapping ones too. Contexts end with the paragraph, unless --across-paragraphs is given. For people 50 lines are shown and contexts as long as fit; tables and JSON have all of them.",
      "第一行是全部出现次数，与 `wenjian count` 相同；每处一行，重叠的也各占一行。上下文止于段落边界，除非给出 --across-paragraphs。供人阅读时显示 50 行，上下文以屏宽为限；表格和 JSON 则为全部。",
      "第一行是全部出現次數，與 `wenjian count` 相同；每處一行，重疊的也各佔一行。上下文止於段落邊界，除非給出 --across-paragraphs。供人閱讀時顯示 50 行，上下文以螢幕寬度為限；表格和 JSON 則為全部。"
    ),
    Entry("ORDER:", "顺序：", "順序："),
    Entry("of the documents; -date is the newest first", "按文档；-date 为最新的在前", "按文件；-date 為最新的在前"),
    Entry(
      "by what is before, or behind: the nearest character first",
      "按左侧或右侧的上下文：最近的字符优先",
      "按左側或右側的上下文：最近的字元優先"),
    Entry("a sample; --seed gives the same one again", "随机抽样；用 --seed 可重现同一样本", "隨機抽樣；用 --seed 可重現同一樣本"),
    Entry(
      "FIELDS of --format, which are those of --json, and the columns of --csv:",
      "--format 的字段，也是 --json 的字段和 --csv 的列：",
      "--format 的欄位，也是 --json 的欄位和 --csv 的欄："),
    Entry("The most characters of context on each side.", "每侧上下文最多的字符数。", "每側上下文最多的字元數。"),
    Entry(
      "The order: path, date, -date, left, right, random.",
      "顺序：path、date、-date、left、right、random。",
      "順序：path、date、-date、left、right、random。"),
    Entry("What a random order is drawn from.", "随机顺序的种子。", "隨機順序的種子。"),
    Entry(
      "Keep the lines of a document together, below its name.",
      "同一文档的各行放在一起，列于其名称之下。",
      "同一文件的各行放在一起，列於其名稱之下。"),
    Entry("The most lines: 50 for people, else all.", "最多显示的行数：供人阅读时为 50，否则为全部。", "最多顯示的行數：供人閱讀時為 50，否則為全部。"),
    Entry("Let contexts go on over the edges of paragraphs.", "上下文可以跨越段落边界。", "上下文可以跨越段落邊界。"),
    Entry("Colour the output.", "为输出着色。", "為輸出上色。"),
    Entry(
      "Write one JSON value, which JSON.md in the sources documents.",
      "输出一个 JSON 值，格式见源代码中的 JSON.md。",
      "輸出一個 JSON 值，格式見原始碼中的 JSON.md。"),
    Entry("Write a line of JSON for each record.", "每条记录输出一行 JSON。", "每條記錄輸出一行 JSON。"),
    Entry(
      "Write a table with commas and a heading (RFC 4180).",
      "输出以逗号分隔、带表头的表格（RFC 4180）。",
      "輸出以逗號分隔、帶表頭的表格（RFC 4180）。"),
    Entry(
      "Write a table with tabs and a heading, each record in one line.",
      "输出以制表符分隔、带表头的表格，每条记录一行。",
      "輸出以定位字元分隔、帶表頭的表格，每條記錄一行。"),
    Entry(
      "Write a line for each record: fields by name in braces, \\t and \\n, as '{key}\\t{occurrences}'.",
      "每条记录输出一行：花括号中写字段名，可用 \\t 和 \\n，例如 '{key}\\t{occurrences}'。",
      "每條記錄輸出一行：大括號中寫欄位名，可用 \\t 和 \\n，例如 '{key}\\t{occurrences}'。"),
    Entry(
      "End the lines of --format with a zero byte instead, and leave values as they are.",
      "--format 的各行改以零字节结尾，值保持原样。",
      "--format 的各行改以零位元組結尾，值保持原樣。"),
    Entry(
      "Begin the table of --csv with a byte order mark, by which Excel knows UTF-8.",
      "在 --csv 的表格开头写入字节顺序标记，Excel 据此识别 UTF-8。",
      "在 --csv 的表格開頭寫入位元組順序標記，Excel 據此辨識 UTF-8。"),
    Entry(
      "Full-text search for Chinese policy documents, in every script.",
      "中文政策文件的全文搜索，不分简繁字形。",
      "中文政策文件的全文搜尋，不分簡繁字形。"),
    Entry(
      "build the index Index from Documents, or bring it up to date",
      "为 Documents 建立索引 Index，或更新它",
      "為 Documents 建立索引 Index，或更新它"),
    Entry("find it, also written 第一書記", "查找，包括写作“第一書記”的", "尋找，包括寫作「第一書記」的"),
    Entry("both strings, and not the third", "前两个都有，不含第三个", "前兩個都有，不含第三個"),
    Entry("EXIT STATUS:", "退出码：", "結束碼："),
    Entry(
      "Find documents, best first, with the passages that match.",
      "查找文档，最相关的在前，并显示匹配的摘录。",
      "尋找文件，最相關的在前，並顯示符合的摘錄。"),
    Entry(
      "A string is found wherever it occurs, in simplified, traditional and variant characters, and counted exactly. Unquoted strings also bring related documents, marked as such, when matches do not fill the page. A minus before an ASCII word needs quotes: wenjian search '防控 -covid'.",
      "字符串无论出现在何处，写成简体、繁体还是异体，都能找到并精确计数。不加引号的字符串在匹配的不满一页时还会带出相关文档，并予以标明。减号后接 ASCII 单词时须加引号：wenjian search '防控 -covid'。",
      "字串無論出現在何處，寫成簡體、繁體還是異體，都能找到並精確計數。不加引號的字串在符合的不滿一頁時還會帶出相關文件，並予以標明。減號後接 ASCII 單詞時須加引號：wenjian search '防控 -covid'。"
    ),
    Entry("QUERIES:", "查询：", "查詢："),
    Entry("the string", "该字符串", "該字串"),
    Entry("the string, no related documents", "该字符串，不带相关文档", "該字串，不帶相關文件"),
    Entry("both", "两者都有", "兩者都有"),
    Entry("either; also 脱贫｜扶贫", "任一即可；也可写 脱贫｜扶贫", "任一即可；也可寫 脱贫｜扶贫"),
    Entry("the first, without the second", "有前者，不含后者", "有前者，不含後者"),
    Entry(
      "both, at most 10 characters apart; BEFORE/10: in this order",
      "两者相距至多 10 个字符；BEFORE/10：且依此顺序",
      "兩者相距至多 10 個字元；BEFORE/10：且依此順序"),
    Entry("this character, no other form of it", "只匹配此字，不匹配其他字形", "只比對此字，不比對其他字形"),
    Entry(
      "A string is found as it is usually written otherwise, too: 第十三条 also as 第13条, 2016年10月18日 as 2016-10-18, and as the synonyms.txt of the index says. Not in quotation marks, behind exact:, and with --as-typed.",
      "也会找到字符串的其他常见写法：第十三条也写作第13条，2016年10月18日也写作 2016-10-18，以及索引的 synonyms.txt 所列的同义词。加引号、用 exact: 或 --as-typed 时则不会。",
      "也會找到字串的其他常見寫法：第十三条也寫作第13条，2016年10月18日也寫作 2016-10-18，以及索引的 synonyms.txt 所列的同義詞。加引號、用 exact: 或 --as-typed 時則不會。"
    ),
    Entry(
      "FIELDS, alone or beside strings; LANGUAGE.md has all of it:",
      "字段，可单独使用，也可与字符串合用；完整说明见 LANGUAGE.md：",
      "欄位，可單獨使用，也可與字串合用；完整說明見 LANGUAGE.md："),
    Entry(
      "a field of your own; issuer:* has one, -issuer:* has none",
      "自定义字段；issuer:* 表示有值，-issuer:* 表示没有",
      "自訂欄位；issuer:* 表示有值，-issuer:* 表示沒有"),
    Entry("(or its initials, dysj)", "（或其首字母 dysj）", "（或其首字母 dysj）"),
    Entry(
      "Related documents are left out where {tier} is not among them.",
      "其中没有 {tier} 时，不输出相关文档。",
      "其中沒有 {tier} 時，不輸出相關文件。"),
    Entry("The most documents to show.", "最多显示的文档数。", "最多顯示的文件數。"),
    Entry("How many better documents to leave out.", "略过前面多少份更好的文档。", "略過前面多少份更好的文件。"),
    Entry("Go on behind this page: what the page before said.", "接在此页之后：上一页给出的游标。", "接在此頁之後：上一頁給出的游標。"),
    Entry(
      "The order: relevance, date, -date (newest first), path, hits.",
      "顺序：relevance（相关度）、date、-date（最新在前）、path、hits。",
      "順序：relevance（相關度）、date、-date（最新在前）、path、hits。"),
    Entry(
      "The most passages of a document to show; all: every match.",
      "每份文档最多显示几段摘录；all 为全部匹配。",
      "每份文件最多顯示幾段摘錄；all 為全部符合處。"),
    Entry(
      "The most bytes of passages together; they are cut at sentences, and what was cut is said.",
      "摘录合计最多的字节数；在句子处截断，并说明截去了什么。",
      "摘錄合計最多的位元組數；在句子處截斷，並說明截去了什麼。"),
    Entry(
      "The query is pinyin, or initials of it: search for the most frequent string that is read so.",
      "查询是拼音或其首字母：搜索如此读的最常见的字符串。",
      "查詢是拼音或其首字母：搜尋如此讀的最常見的字串。"),
    Entry("Count, and show no document.", "只计数，不显示文档。", "只計數，不顯示文件。"),
    Entry("Do not show in which chapter and article a passage is.", "不显示摘录所在的章和条。", "不顯示摘錄所在的章和條。"),
    Entry("Show only documents that match.", "只显示匹配的文档。", "只顯示符合的文件。"),
    Entry(
      "Show one of documents that are copies of each other, and name the others.",
      "互为副本的文档只显示一份，并列出其余各份。",
      "互為副本的文件只顯示一份，並列出其餘各份。"),
    Entry("Write the key of each document that matches, and nothing else.", "只输出每份匹配的文档的键。", "只輸出每份符合的文件的鍵。"),
    Entry("The index.", "索引。", "索引。"),
    Entry(
      "Print the original text of a document, or what it says of itself.",
      "显示文档的原文，或文档的元数据。",
      "顯示文件的原文，或文件的後設資料。"),
    Entry(
      "The text comes as it was indexed, byte for byte but for control codes. --query marks what a query finds in it, on a terminal or with --color always; nothing is marked when the output goes elsewhere. --outline lists chapters, articles and lists instead, each with its line and byte; --article prints one article, of the law and of each annex that has it.",
      "除控制字符外，文本与编入索引时逐字节相同。--query 在终端上或加 --color always 时标出查询找到的内容；输出到别处时不作标记。--outline 改为列出章、条和各级标题，附行号和字节位置；--article 只显示一条，包括正文的和各附件中的。",
      "除控制字元外，文字與編入索引時逐位元組相同。--query 在終端機上或加 --color always 時標出查詢找到的內容；輸出到別處時不作標記。--outline 改為列出章、條和各級標題，附行號和位元組位置；--article 只顯示一條，包括正文的和各附件中的。"
    ),
    Entry(
      "--metadata prints its title, days, source, author, issuer, number, kind and topic instead, each with where it was found and how sure that is.",
      "--metadata 改为显示其标题、日期、来源、作者、发文机关、文号、文种和主题，并说明各自取自何处、可信程度如何。",
      "--metadata 改為顯示其標題、日期、來源、作者、發文機關、文號、文種和主題，並說明各自取自何處、可信程度如何。"),
    Entry("Mark what this query finds.", "标出此查询找到的内容。", "標出此查詢找到的內容。"),
    Entry(
      "Mark the characters as written, no other script or form of them.",
      "只匹配字符的原样，不匹配其他字形。",
      "只比對字元的原樣，不比對其他字形。"),
    Entry(
      "List the divisions of the text: line, byte, number and name.",
      "列出文本的各级标题：行、字节、编号和名称。",
      "列出文字的各級標題：行、位元組、編號和名稱。"),
    Entry(
      "Print this article only: 13, 13-1, 十三, 第十三条之一.",
      "只显示这一条：13、13-1、十三、第十三条之一。",
      "只顯示這一條：13、13-1、十三、第十三条之一。"),
    Entry("Print what the document says of itself, not its text.", "显示文档的元数据，而非正文。", "顯示文件的後設資料，而非正文。"),
    Entry(
      "--json writes all of it as one object: what the document says of itself, its text, or that of --article, and where --query finds something.",
      "--json 把全部内容输出为一个对象：文档的元数据、正文（或 --article 所指的条文），以及 --query 匹配之处。",
      "--json 把全部內容輸出為一個物件：文件的後設資料、正文（或 --article 所指的條文），以及 --query 符合之處。"),
    Entry("Colour the marks.", "为标记着色。", "為標記上色。"),
    Entry(
      "Count queries by year or another field, side by side, also for each 10,000 characters.",
      "按年或其他字段并列统计多个查询，并给出每万字次数。",
      "按年或其他欄位並列統計多個查詢，並給出每萬字次數。"),
    Entry(
      "Each argument is a query of its own; one with blanks in it needs quotes.",
      "每个参数是一个查询；含空格的须加引号。",
      "每個引數是一個查詢；含空格的須加引號。"),
    Entry(
      "By year and month all periods are shown, from the first to the last of the documents, those without an occurrence too. What is counted for each 10,000 characters are the occurrences over all characters of the group's documents, found or not: those that --filter keeps, and that have the fields which the query asks for beside its strings. Documents with several values count for each.",
      "按年和月统计时显示所有时段，从文档中最早的到最晚的，没有出现的时段也显示。每万字次数是出现次数除以该组文档的总字数，无论文档是否含有查询：即 --filter 所保留、且满足查询中字段条件的文档。有多个值的文档对每个值各计一次。",
      "按年和月統計時顯示所有時段，從文件中最早的到最晚的，沒有出現的時段也顯示。每萬字次數是出現次數除以該組文件的總字數，無論文件是否含有查詢：即 --filter 所保留、且滿足查詢中欄位條件的文件。有多個值的文件對每個值各計一次。"
    ),
    Entry(
      "FIELDS of --format and --jsonl, and the columns of --csv; there is a record for each query and value:",
      "--format 和 --jsonl 的字段，也是 --csv 的列；每个查询与值一条记录：",
      "--format 和 --jsonl 的欄位，也是 --csv 的欄；每個查詢與值一條記錄："),
    Entry("What to find, a query each.", "要查找的内容，每个参数一个查询。", "要尋找的內容，每個引數一個查詢。"),
    Entry(
      "Which documents count, by fields, as 'kind:通知 date:2016..2018'.",
      "按字段选择计入的文档，例如 'kind:通知 date:2016..2018'。",
      "按欄位選擇計入的文件，例如 'kind:通知 date:2016..2018'。"),
    Entry("The most values to show; all periods are.", "最多显示的值的个数；时段总是全部显示。", "最多顯示的值的個數；時段總是全部顯示。"),
    Entry("Draw bars of characters.", "用字符绘制条形图。", "用字元繪製長條圖。"),
    Entry("Write a self-contained picture, in SVG.", "输出一幅独立的 SVG 图。", "輸出一幅獨立的 SVG 圖。"),
    Entry(
      "What --chart and --svg draw: per10000, occurrences, documents.",
      "--chart 和 --svg 绘制什么：per10000、occurrences、documents。",
      "--chart 和 --svg 繪製什麼：per10000、occurrences、documents。"),
    Entry(
      "Check what a text cites and quotes against the documents of the index.",
      "对照索引中的文档，核查文本中的引用和引文。",
      "對照索引中的文件，查核文字中的引用和引文。"),
    Entry(
      "Each 《…》, 《…》第十条, number of a document and quotation is one of:",
      "每个《…》、《…》第十条、文号和引文属于下列之一：",
      "每個《…》、《…》第十条、文號和引文屬於下列之一："),
    Entry("what is quoted is there, word for word", "一致：所引文字确有，逐字相同", "一致：所引文字確有，逐字相同"),
    Entry("what is cited is there; nothing of it is quoted", "找到：所引内容存在，没有引用其文字", "找到：所引內容存在，沒有引用其文字"),
    Entry(
      "almost the words are there: [-theirs-]{+yours+}",
      "有出入：文字几乎相同：[-原文-]{+引文+}",
      "有出入：文字幾乎相同：[-原文-]{+引文+}"),
    Entry(
      "what is cited is there, and does not say that; where the words are is told",
      "另有所指：所引内容存在，但没有这些文字；会指出文字在何处",
      "另有所指：所引內容存在，但沒有這些文字；會指出文字在何處"),
    Entry(
      "the index does not have it, which says nothing of whether there is such a thing",
      "未收录：索引中没有，但这并不表示它不存在",
      "未收錄：索引中沒有，但這並不表示它不存在"),
    Entry(
      "Script, variants of characters, width, blanks and punctuation make no difference, and … leaves something out. Of a law with several versions, any that has the words counts; which one is told.",
      "简繁、异体、全半角、空白和标点的不同不算差异，… 表示省略。法律有多个版本时，任何一个版本有这些文字即可，并指出是哪一个。",
      "簡繁、異體、全半形、空白和標點的不同不算差異，… 表示省略。法律有多個版本時，任何一個版本有這些文字即可，並指出是哪一個。"),
    Entry(
      "Exit status 1 means that something differs, is otherwise, or is not in the index; 2 that a part of the file could not be read.",
      "退出码 1 表示有不同的、另有所指的或索引中没有的；2 表示文件有一部分无法读取。",
      "結束碼 1 表示有不同的、另有所指的或索引中沒有的；2 表示檔案有一部分無法讀取。"),
    Entry(
      "A file of any format that is read, or - for text on standard input.",
      "任何可读格式的文件；- 表示标准输入中的文本。",
      "任何可讀格式的檔案；- 表示標準輸入中的文字。"),
    Entry("Only what is neither exact nor found.", "只列既非 exact 也非 found 的。", "只列既非 exact 也非 found 的。"),
    Entry("Colour what differs.", "为差异着色。", "為差異上色。"),
    Entry(
      "List the versions of a law, the oldest first, or the one in force on a day.",
      "列出法律的各个版本，最早的在前；或列出某日有效的版本。",
      "列出法律的各個版本，最早的在前；或列出某日有效的版本。"),
    Entry(
      "Versions are documents with one title, but for years and 修正 or 修订; those without a date come last.",
      "版本是除年份和“修正”“修订”外标题相同的文档；没有日期的排在最后。",
      "版本是除年份和「修正」「修订」外標題相同的文件；沒有日期的排在最後。"),
    Entry(
      "--as-of prints the version that was in force on a day: the last, among those in the index, that had come into force by then. A version is in force from the day that its text names (自2023年3月15日起施行), else from its date. Whether the law was repealed since is not known.",
      "--as-of 显示某日有效的版本：索引中到该日为止最后施行的一个。版本自其文本所称的日期（自2023年3月15日起施行）起有效，没有则自其日期起。此后是否已被废止，无从得知。",
      "--as-of 顯示某日有效的版本：索引中到該日為止最後施行的一個。版本自其文字所稱的日期（自2023年3月15日起施行）起有效，沒有則自其日期起。此後是否已被廢止，無從得知。"),
    Entry(
      "Exit status 1 means that the document is no law, or the only version of it; with --as-of that no version was in force.",
      "退出码 1 表示该文档不是法律，或只有这一个版本；用 --as-of 时表示当日没有有效的版本。",
      "結束碼 1 表示該文件不是法律，或只有這一個版本；用 --as-of 時表示當日沒有有效的版本。"),
    Entry(
      "The key of one of them, the path that search prints; or the law's name.",
      "其中任一版本的键，即搜索结果中的路径；或法律的名称。",
      "其中任一版本的鍵，即搜尋結果中的路徑；或法律的名稱。"),
    Entry("Print the version that was in force on this day.", "显示这一天有效的版本。", "顯示這一天有效的版本。"),
    Entry(
      "Find strings as they are typed: 第13条 and not 第十三条, and no synonyms.",
      "只按输入的写法查找：第13条不等于第十三条，也不用同义词。",
      "只按輸入的寫法尋找：第13条不等於第十三条，也不用同義詞。"),
    Entry("Find the words of other regions too: 信息 and 資訊.", "也查找其他地区的用词：信息与資訊。", "也尋找其他地區的用詞：信息與資訊。"),
    Entry(
      "Widen further: values (三万五千 and 35000), roc (民國105年 and 2016年), weak (质量 and 品質); several with commas.",
      "进一步扩展：values（三万五千与 35000）、roc（民國105年与 2016年）、weak（质量与品質）；多项以逗号分隔。",
      "進一步擴展：values（三万五千與 35000）、roc（民國105年與 2016年）、weak（质量與品質）；多項以逗號分隔。"),
    Entry(
      "{\"op\":\"help\"} has the parameters of each, with their types, ranges and defaults; JSON.md in the sources documents the results. Every request may have timeout, in seconds.",
      "{\"op\":\"help\"} 列出各操作的参数及其类型、范围和默认值；结果的格式见源代码中的 JSON.md。每个请求都可以有 timeout，以秒计。",
      "{\"op\":\"help\"} 列出各操作的引數及其型別、範圍和預設值；結果的格式見原始碼中的 JSON.md。每個請求都可以有 timeout，以秒計。"),
    Entry(
      "End without an answer, with status 124, behind so many seconds.",
      "超过若干秒后不给出结果而结束，退出码为 124。",
      "超過若干秒後不給出結果而結束，結束碼為 124。"),
    Entry("BY:", "依据（BY）：", "依據（BY）："),
    Entry("of what documents are dated", "文档的日期", "文件的日期"),
    Entry("the first folder of the path; the first two", "路径的第一级文件夹；前两级", "路徑的第一級資料夾；前兩級"),
    Entry("each by itself, by its key", "逐份文档，按其键", "逐份文件，按其鍵"),
    Entry(
      "what was found: what is in the place of ? and *, and each form",
      "找到的内容：? 和 * 所代表的部分，以及各种写法",
      "找到的內容：? 和 * 所代表的部分，以及各種寫法"),
    Entry("a field of your own", "自定义字段", "自訂欄位"),
    Entry(
      "in one sentence; PARAGRAPH(…), ARTICLE(…), CHAPTER(…)",
      "在同一句中；另有 PARAGRAPH(…) 段、ARTICLE(…) 条、CHAPTER(…) 章",
      "在同一句中；另有 PARAGRAPH(…) 段、ARTICLE(…) 條、CHAPTER(…) 章"),
    Entry(
      "an occurrence that the other does not follow; NOTAFTER: precede",
      "其后不接另一个；NOTAFTER：其前",
      "其後不接另一個；NOTAFTER：其前"),
  ]
}
