// What `--help` says of the commands that make, keep, check and serve an index.

extension Catalogue {
  static let helpOfIndexes: [Entry] = [
    Entry("Add single documents, in place of those with their keys.", "添加单份文档，取代键相同的文档。", "新增單份文件，取代鍵相同的文件。"),
    Entry(
      "The key of a file is its path as it is given, or --key. Documents that are added stay when the index is brought up to date with its directory or built anew from it; a file of the directory with the same key takes their place. Makes the index when there is none.",
      "文件的键是给出的路径，或由 --key 指定。用 add 添加的文档，在索引按目录更新或据其重建时都会保留；目录中若有键相同的文件，则以该文件为准。没有索引时会新建。",
      "檔案的鍵是給出的路徑，或由 --key 指定。用 add 新增的文件，在索引按目錄更新或據其重建時都會保留；目錄中若有鍵相同的檔案，則以該檔案為準。沒有索引時會新建。"),
    Entry(
      "Files in any format that is read; - is a text on standard input and needs --key.",
      "任何可读格式的文件；- 表示标准输入中的文本，须同时给出 --key。",
      "任何可讀格式的檔案；- 表示標準輸入中的文字，須同時給出 --key。"),
    Entry("The key of the one document.", "这一份文档的键。", "這一份文件的鍵。"),
    Entry(
      "The title of the one document, in place of the one that is found.",
      "这一份文档的标题，取代自动识别的标题。",
      "這一份文件的標題，取代自動辨識的標題。"),
    Entry("Print nothing but errors.", "除错误外不输出任何内容。", "除錯誤外不輸出任何內容。"),
    Entry(
      "Tell how a text is read: what is matched, its words, what was mended.",
      "显示一段文本如何被读取：匹配什么、分成哪些词、修正了什么。",
      "顯示一段文字如何被讀取：比對什麼、分成哪些詞、修正了什麼。"),
    Entry(
      "Each line is an element of the search stream: its bytes in the text, the text there, and what it is matched as. A word starts at the elements marked with a bar.",
      "每行是检索流的一个单元：它在文本中的字节范围、原文、匹配时的形式。竖线标出词的开头。",
      "每行是檢索流的一個單元：它在文字中的位元組範圍、原文、比對時的形式。豎線標出詞的開頭。"),
    Entry("The text, or - for standard input.", "文本；- 表示标准输入。", "文字；- 表示標準輸入。"),
    Entry(
      "Copy the last commit of an index into a directory of its own.",
      "把索引的最近一次提交复制到另一个目录。",
      "把索引的最近一次提交複製到另一個目錄。"),
    Entry(
      "The copy is an index: it can be searched, and put back by another backup. It is taken while the index is written and searched. On one file system it is made of hard links, at once and without taking space until the index leaves its files behind; on another one the files are copied. Links share their bytes on the disk: against a disk that fails, copy to another one.",
      "副本本身就是索引：可以直接搜索，也可以再用 backup 放回原处。写入和搜索期间都可以备份。在同一文件系统上用硬链接，即刻完成，在索引弃用这些文件之前不占空间；跨文件系统则复制文件。硬链接共用磁盘上的数据：若要防备磁盘损坏，请备份到另一块磁盘。",
      "副本本身就是索引：可以直接搜尋，也可以再用 backup 放回原處。寫入和搜尋期間都可以備份。在同一檔案系統上用硬連結，即刻完成，在索引棄用這些檔案之前不佔空間；跨檔案系統則複製檔案。硬連結共用磁碟上的資料：若要防備磁碟損壞，請備份到另一塊磁碟。"
    ),
    Entry("(puts it back; Index is empty or not there)", "（恢复；Index 须为空或不存在）", "（還原；Index 須為空或不存在）"),
    Entry("The directory of the copy; empty or not there.", "副本的目录；须为空或不存在。", "副本的目錄；須為空或不存在。"),
    Entry("Copy the files, also where they could be linked.", "即使可以用硬链接，也复制文件。", "即使可以用硬連結，也複製檔案。"),
    Entry(
      "Build the index of a directory of documents or of JSON lines, or bring it up to date.",
      "为一个目录中的文档或 JSON 行建立索引，或更新索引。",
      "為一個目錄中的文件或 JSON 行建立索引，或更新索引。"),
    Entry(
      "The files become the whole index, at once and only when all is done: until then, and when anything fails, searches see the index as it was. Keys are paths below DIRECTORY.",
      "文件一次性构成整个索引，且只在全部完成之后：在此之前或一旦失败，搜索看到的仍是原来的索引。键是 DIRECTORY 之下的路径。",
      "檔案一次構成整個索引，且只在全部完成之後：在此之前或一旦失敗，搜尋看到的仍是原來的索引。鍵是 DIRECTORY 之下的路徑。"),
    Entry(
      "An index of the same directory with the same options is brought up to date: only files that are new or have other bytes are read. It is built anew when it was made of another directory, with other options or by another version, which is said, or with --rebuild. Documents that were added one by one (`wenjian add`) stay either way: building anew takes them from the texts that the index stores, also where that was made with other text rules.",
      "若索引来自同一目录且选项相同，则只更新：只读取新增的或内容有变的文件。若索引来自其他目录、选项不同或由其他版本建立，或给出 --rebuild，则重建，并予以说明。逐份添加的文档（`wenjian add`）都会保留：重建时取自索引所存的文本，即使该索引所用的文本规则不同。",
      "若索引來自同一目錄且選項相同，則只更新：只讀取新增的或內容有變的檔案。若索引來自其他目錄、選項不同或由其他版本建立，或給出 --rebuild，則重建，並予以說明。逐份新增的文件（`wenjian add`）都會保留：重建時取自索引所存的文字，即使該索引所用的文字規則不同。"
    ),
    Entry(
      "--watch goes on and does so whenever files change: when nothing has changed for half a second, at the latest ten seconds after the first change, and not within two seconds of the last update. The lock of the index is held during updates only. SIGINT and SIGTERM end it when the update that is due is committed; a second one ends it at once. The system watches each directory; where it cannot (fs.inotify.max_user_watches), that is said, and the directory is looked through once a minute. It does not tell of changes that other machines make on a file system that they share: see --scan-every.",
      "--watch 持续运行，文件一有变动就更新：静止半秒后更新，最迟在首次变动后十秒，两次更新至少相隔两秒。只在更新期间持有索引的锁。收到 SIGINT 或 SIGTERM 时，提交应做的更新后结束；再收到一次则立即结束。系统监视每个目录；做不到时（fs.inotify.max_user_watches）会予以说明，并改为每分钟检查一次目录。系统不会通知其他机器在共享文件系统上所做的变动，见 --scan-every。",
      "--watch 持續執行，檔案一有變動就更新：靜止半秒後更新，最遲在首次變動後十秒，兩次更新至少相隔兩秒。只在更新期間持有索引的鎖。收到 SIGINT 或 SIGTERM 時，提交應做的更新後結束；再收到一次則立即結束。系統監視每個目錄；做不到時（fs.inotify.max_user_watches）會予以說明，並改為每分鐘檢查一次目錄。系統不會通知其他機器在共享檔案系統上所做的變動，見 --scan-every。"
    ),
    Entry(
      "Read are .txt .md .html .mht .xml .eml .docx .odt .epub .ofd .pdf .doc .wps .rtf .xlsx .xls .et .pptx .json .jsonl .csv .tsv and these in .zip .tar .gz, in any Chinese encoding; files with other endings or none when their content is text or one of these formats. PDF needs pdftotext (poppler-utils, poppler-data), .doc and .wps need antiword or catdoc. A file .wenjianignore leaves out files as .gitignore does. `wenjian report` shows again what was damaged and left out.",
      "可读取 .txt .md .html .mht .xml .eml .docx .odt .epub .ofd .pdf .doc .wps .rtf .xlsx .xls .et .pptx .json .jsonl .csv .tsv，以及 .zip .tar .gz 中的这些文件，支持各种中文编码；扩展名不同或没有扩展名的文件，内容是文本或上述格式时也会读取。PDF 需要 pdftotext（poppler-utils、poppler-data），.doc 和 .wps 需要 antiword 或 catdoc。.wenjianignore 文件如同 .gitignore，指定不读的文件。`wenjian report` 可再次显示哪些文件损坏或被略过。",
      "可讀取 .txt .md .html .mht .xml .eml .docx .odt .epub .ofd .pdf .doc .wps .rtf .xlsx .xls .et .pptx .json .jsonl .csv .tsv，以及 .zip .tar .gz 中的這些檔案，支援各種中文編碼；副檔名不同或沒有副檔名的檔案，內容是文字或上述格式時也會讀取。PDF 需要 pdftotext（poppler-utils、poppler-data），.doc 和 .wps 需要 antiword 或 catdoc。.wenjianignore 檔案如同 .gitignore，指定不讀的檔案。`wenjian report` 可再次顯示哪些檔案損壞或被略過。"
    ),
    Entry(
      "Exit status 2 means that the index was built, but some files could not be read. Files that the index holds and that cannot be read now (no permission, a bad disk, a missing program) stay in it as they were, which is said; --allow-missing leaves them out. Building anew cannot keep them: then the index stays as it is and the exit status is 74.",
      "退出码 2 表示索引已建成，但有些文件无法读取。索引中已有而现在无法读取的文件（没有权限、磁盘故障、缺少程序）原样保留在索引中，并予以说明；--allow-missing 则将其去除。重建时无法保留它们：此时索引保持原样，退出码为 74。",
      "結束碼 2 表示索引已建成，但有些檔案無法讀取。索引中已有而現在無法讀取的檔案（沒有權限、磁碟故障、缺少程式）原樣保留在索引中，並予以說明；--allow-missing 則將其去除。重建時無法保留它們：此時索引保持原樣，結束碼為 74。"
    ),
    Entry("The directory that holds the documents.", "文档所在的目录。", "文件所在的目錄。"),
    Entry(
      "Read a document from each line of a file instead of a directory; - is standard input.",
      "不读目录，而从文件的每一行读取一份文档；- 表示标准输入。",
      "不讀目錄，而從檔案的每一行讀取一份文件；- 表示標準輸入。"),
    Entry(
      "Which field of JSON and which column of a table is what: key, title, text, date, signed, source, author, issuer, docno, kind, topic, or field:NAME for one of your own; may be repeated.",
      "JSON 的哪个字段、表格的哪一列是什么：key、title、text、date、signed、source、author、issuer、docno、kind、topic，或用 field:NAME 表示自定义字段；可重复给出。",
      "JSON 的哪個欄位、表格的哪一欄是什麼：key、title、text、date、signed、source、author、issuer、docno、kind、topic，或用 field:NAME 表示自訂欄位；可重複給出。"
    ),
    Entry("The index to write.", "要写入的索引。", "要寫入的索引。"),
    Entry(
      "Read only paths below the directory, or file names, that match; may be repeated.",
      "只读取与之匹配的（目录下的）路径或文件名；可重复给出。",
      "只讀取與之符合的（目錄下的）路徑或檔名；可重複給出。"),
    Entry(
      "Leave out paths below the directory, or file names, that match; may be repeated.",
      "略过与之匹配的（目录下的）路径或文件名；可重复给出。",
      "略過與之符合的（目錄下的）路徑或檔名；可重複給出。"),
    Entry("Also read names that begin with a dot.", "以点开头的文件也读取。", "以點開頭的檔案也讀取。"),
    Entry("Leave out larger files.", "略过更大的文件。", "略過更大的檔案。"),
    Entry(
      "Replace the index also when files that it holds cannot be read now, and leave them out.",
      "即使索引中的某些文件现在无法读取，也替换索引，并将它们去除。",
      "即使索引中的某些檔案現在無法讀取，也替換索引，並將它們去除。"),
    Entry("Build the index anew, also when it could be brought up to date.", "重建索引，即使只需更新。", "重建索引，即使只需更新。"),
    Entry(
      "With --rebuild: leave out the documents that were added one by one, too.",
      "与 --rebuild 合用：逐份添加的文档也去除。",
      "與 --rebuild 合用：逐份新增的文件也去除。"),
    Entry("Say what would be done, and change nothing.", "说明将要做什么，不作任何改动。", "說明將要做什麼，不作任何改動。"),
    Entry(
      "Go on, and bring the index up to date whenever files change, until Ctrl-C or SIGTERM.",
      "持续运行，文件一有变动就更新索引，直到 Ctrl-C 或 SIGTERM。",
      "持續執行，檔案一有變動就更新索引，直到 Ctrl-C 或 SIGTERM。"),
    Entry(
      "With --watch: look through the directory every so many seconds too, for changes that the system does not tell of.",
      "与 --watch 合用：每隔若干秒另外检查一次目录，以发现系统不予通知的变动。",
      "與 --watch 合用：每隔若干秒另外檢查一次目錄，以發現系統不予通知的變動。"),
    Entry("List every file that was left out or damaged.", "列出每个被略过或损坏的文件。", "列出每個被略過或損壞的檔案。"),
    Entry("Tell what the index holds, its size and its versions.", "显示索引的内容、大小和版本。", "顯示索引的內容、大小和版本。"),
    Entry("Also the size of each part.", "也显示各部分的大小。", "也顯示各部分的大小。"),
    Entry(
      "Merge the index into one segment, without what was deleted.",
      "把索引合并为一个段，并清除已删除的内容。",
      "把索引合併為一個段，並清除已刪除的內容。"),
    Entry(
      "Updates keep an index in few segments by themselves. One segment is the fastest to search and the smallest; making it reads and writes the whole index once. Searches go on meanwhile.",
      "更新本身就使索引保持为少数几个段。只有一个段时搜索最快、体积最小；为此要把整个索引读写一遍。其间可以照常搜索。",
      "更新本身就使索引保持為少數幾個段。只有一個段時搜尋最快、體積最小；為此要把整個索引讀寫一遍。其間可以照常搜尋。"),
    Entry(
      "--compact writes it smaller still, which takes about as long as indexing did; phrases then take longer to find. Updates are written as usual: for an index that is not updated any more.",
      "--compact 把段写得更小，耗时与建立索引相近，之后查找短语也会慢一些。更新仍按平常方式写入：适用于不再更新的索引。",
      "--compact 把段寫得更小，耗時與建立索引相近，之後查找片語也會慢一些。更新仍按平常方式寫入：適用於不再更新的索引。"),
    Entry(
      "Write the segment to be small rather than quick to search.",
      "把段写得尽量小，而不求搜索最快。",
      "把段寫得儘量小，而不求搜尋最快。"),
    Entry("Remove documents by their keys.", "按键删除文档。", "按鍵刪除文件。"),
    Entry(
      "All of them or none: when a key is not in the index nothing is removed. A file that is still in the directory of the index comes back when the index is next brought up to date with it.",
      "要么全部删除，要么一份也不删：只要有一个键不在索引中，就什么也不删除。仍在索引目录中的文件，下次更新索引时会重新出现。",
      "或全部刪除，或一份也不刪：只要有一個鍵不在索引中，就什麼也不刪除。仍在索引目錄中的檔案，下次更新索引時會重新出現。"),
    Entry(
      "Keys, as `wenjian search` prints them.",
      "键，即 `wenjian search` 显示的路径。",
      "鍵，即 `wenjian search` 顯示的路徑。"),
    Entry(
      "Build a new index from what is sound in a damaged one.",
      "用损坏的索引中完好的部分建立新索引。",
      "用損壞的索引中完好的部分建立新索引。"),
    Entry(
      "The index stores the texts of its documents: those whose bytes are as they were written are indexed again, without their files. The damaged index is not touched. Where the files are still there, `wenjian index` loses nothing.",
      "索引存有各文档的文本：字节与写入时一致的，不需要原文件就能重新编入索引。损坏的索引不受影响。若原文件还在，用 `wenjian index` 就不会丢失任何内容。",
      "索引存有各文件的文字：位元組與寫入時一致的，不需要原檔案就能重新編入索引。損壞的索引不受影響。若原檔案還在，用 `wenjian index` 就不會遺失任何內容。"),
    Entry(
      "Exit status 2 means that something could not be saved; it is listed.",
      "退出码 2 表示有内容未能保存，会逐一列出。",
      "結束碼 2 表示有內容未能儲存，會逐一列出。"),
    Entry("The directory of the new index; empty or not there.", "新索引的目录；须为空或不存在。", "新索引的目錄；須為空或不存在。"),
    Entry(
      "Tell again what indexing mended, left out and found damaged.",
      "再次显示建立索引时修正、略过和发现损坏的内容。",
      "再次顯示建立索引時修正、略過和發現損壞的內容。"),
    Entry("List everything, not only the first ten of each kind.", "全部列出，而非每种只列前十项。", "全部列出，而非每種只列前十項。"),
    Entry(
      "Check that the index is whole and says what its documents say.",
      "检查索引是否完好，是否与其文档一致。",
      "檢查索引是否完好，是否與其文件一致。"),
    Entry(
      "Compares every part with its checksum, then reads the stored text again and compares what it gives with the index: every position, every document, every word boundary.",
      "先核对各部分的校验和，再重读所存的文本，与索引逐一比较：每个位置、每份文档、每个词界。",
      "先核對各部分的檢查碼，再重讀所存的文字，與索引逐一比較：每個位置、每份文件、每個詞界。"),
    Entry(
      "Exit status 65 means that the index is damaged; the message names the file and the part.",
      "退出码 65 表示索引已损坏；消息会指出文件和部分。",
      "結束碼 65 表示索引已損壞；訊息會指出檔案和部分。"),
    Entry("Only compare checksums.", "只核对校验和。", "只核對檢查碼。"),
    Entry(
      "Answer requests of another program: a JSON object a line in, one a line out.",
      "应答其他程序的请求：输入和输出都是每行一个 JSON 对象。",
      "應答其他程式的請求：輸入和輸出都是每行一個 JSON 物件。"),
    Entry(
      "A request has op, the operation, and its parameters; an answer has the id of the request, and result or error. Answers come in the order of the requests, and are written when no further request is waiting. New commits of the index are seen. A line that is no request is answered with an error, and the next one is read. It ends with its input, status 0.",
      "请求含有 op（操作）及其参数；应答含有请求的 id，以及 result 或 error。应答的顺序与请求相同，没有其他请求等待时写出。索引有新的提交时会读取。不是请求的行以错误作答，然后读下一行。输入结束即结束，退出码为 0。",
      "請求含有 op（操作）及其引數；應答含有請求的 id，以及 result 或 error。應答的順序與請求相同，沒有其他請求等待時寫出。索引有新的提交時會讀取。不是請求的行以錯誤作答，然後讀下一行。輸入結束即結束，結束碼為 0。"
    ),
    Entry("OPERATIONS:", "操作：", "操作："),
    Entry(
      "Answer an assistant by the Model Context Protocol (MCP): search, read, verify quotations.",
      "按模型上下文协议（MCP）应答智能助手：检索、阅读、核对引文。",
      "依模型上下文協定（MCP）應答智慧助理：檢索、閱讀、核對引文。"),
    Entry(
      "An assistant starts it and asks over standard input and output, a JSON object a line. It has seven tools, which read the index and change nothing: search, read, verify, kwic, versions, cites and status. New commits of the index are seen. It ends with its input, status 0, and with SIGTERM.",
      "由助手启动，通过标准输入和标准输出应答，每行一个 JSON 对象。它有七个工具，只读索引，不作任何改动：search、read、verify、kwic、versions、cites 和 status。索引有新的提交时会读取。输入结束即结束，退出码为 0；收到 SIGTERM 也会结束。",
      "由助理啟動，透過標準輸入和標準輸出應答，每行一個 JSON 物件。它有七個工具，只讀索引，不作任何更動：search、read、verify、kwic、versions、cites 和 status。索引有新的提交時會讀取。輸入結束即結束，結束碼為 0；收到 SIGTERM 也會結束。"
    ),
    Entry(
      "Other assistants have a file with their servers:", "其他助手有一个列出服务器的配置文件：", "其他助理有一個列出伺服器的設定檔："),
    Entry("The most seconds that a call may take.", "一次调用最多用多少秒。", "一次呼叫最多用多少秒。"),
  ]
}
