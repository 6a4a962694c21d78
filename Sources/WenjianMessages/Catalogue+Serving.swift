// What `wenjian serve` says, and the errors of the server.

extension Catalogue {
  static let serving: [Entry] = [
    Entry(
      "Serve a page to search with, and the same answers to programs over HTTP.", "提供检索网页，并经 HTTP 向程序提供同样的结果。",
      "提供檢索網頁，並經 HTTP 向程式提供同樣的結果。"),
    Entry(
      "The page is for a browser on this machine, at the address that is printed; programs ask below /api, which /openapi.json describes. Answers are those of --json. New commits are seen without a restart. SIGINT and SIGTERM end it when the requests that are under way are answered.",
      "网页供本机的浏览器使用，地址会打印出来；程序访问 /api 之下的地址，/openapi.json 有其说明。结果与 --json 相同。新的提交无须重启即可看到。收到 SIGINT 或 SIGTERM 时，答完正在处理的请求后结束。",
      "網頁供本機的瀏覽器使用，位址會印出來；程式存取 /api 之下的位址，/openapi.json 有其說明。結果與 --json 相同。新的提交無須重新啟動即可看到。收到 SIGINT 或 SIGTERM 時，答完正在處理的請求後結束。"
    ),
    Entry(
      "--open DIR indexes a directory first, while the page already shows how far that has come, and goes on to keep the index up to date as files change. Without --index the index is put where programs keep what they can make again: below XDG_CACHE_HOME, or ~/.cache.",
      "--open DIR 先为目录建立索引，其间网页已显示进度；此后文件有变动，索引随之更新。不给 --index 时，索引放在程序存放可再生数据之处：XDG_CACHE_HOME 或 ~/.cache 之下。",
      "--open DIR 先為目錄建立索引，其間網頁已顯示進度；此後檔案有變動，索引隨之更新。不給 --index 時，索引放在程式存放可再生資料之處：XDG_CACHE_HOME 或 ~/.cache 之下。"),
    Entry(
      "Other machines are answered on another --address alone, and only with a token, of at least 32 bytes, in a file or in WENJIAN_TOKEN. A name by which browsers reach the server is given with --host: under other names it answers nothing, so that no page of the web can ask it through a browser. TLS is for a proxy in front of it.",
      "只有另给 --address 才回应其他机器，而且必须有令牌，至少 32 字节，放在文件或 WENJIAN_TOKEN 里。浏览器访问服务器所用的名称以 --host 给出：以其他名称访问一概不答，使网上的网页无法借浏览器来查询。TLS 由前面的代理负责。",
      "只有另給 --address 才回應其他機器，而且必須有權杖，至少 32 位元組，放在檔案或 WENJIAN_TOKEN 裡。瀏覽器存取伺服器所用的名稱以 --host 給出：以其他名稱存取一概不答，使網上的網頁無法藉瀏覽器來查詢。TLS 由前面的代理負責。"
    ),
    Entry(
      "It runs wenjian-server, which lies beside this command or on PATH.", "它运行 wenjian-server，后者在本命令旁边或 PATH 上。",
      "它執行 wenjian-server，後者在本命令旁邊或 PATH 上。"),
    Entry(
      "Where to listen: 127.0.0.1, or with a token an address of this machine.", "监听的地址：127.0.0.1，有令牌时也可为本机的其他地址。",
      "監聽的位址：127.0.0.1，有權杖時也可為本機的其他位址。"),
    Entry("The port, 0 for any that is free.", "端口，0 表示任一空闲端口。", "埠，0 表示任一空閒的埠。"),
    Entry(
      "A name that the server goes by; may be repeated.", "服务器所用的名称；可多次给出。", "伺服器所用的名稱；可多次給出。"),
    Entry(
      "The address of a proxy that may say for whom it asks, by X-Forwarded-For or Forwarded; may be repeated.",
      "可用 X-Forwarded-For 或 Forwarded 说明代谁请求的代理的地址；可多次给出。",
      "可用 X-Forwarded-For 或 Forwarded 說明代誰請求的代理的位址；可多次給出。"),
    Entry("The file of the token that requests must have.", "请求所须令牌的文件。", "請求所須權杖的檔案。"),
    Entry("Give a request up after so many seconds.", "请求超过这么多秒即放弃。", "請求超過這麼多秒即放棄。"),
    Entry(
      "Requests a second that one address may make, 0 for any.", "一个地址每秒可发的请求数，0 表示不限。",
      "一個位址每秒可發的請求數，0 表示不限。"),
    Entry(
      "What is logged on standard error: info, a line a request; warning; or error.",
      "记入标准错误的内容：info，每个请求一行；warning；或 error。", "記入標準錯誤的內容：info，每個請求一行；warning；或 error。"),
    Entry("With --open: do not open a browser.", "与 --open 同用：不打开浏览器。", "與 --open 同用：不開啟瀏覽器。"),
    Entry(
      "The index; Index when nothing is said, and --open neither.", "索引；不给出且无 --open 时为 Index。",
      "索引；不給出且無 --open 時為 Index。"),
    Entry(
      "Index this directory first, and keep its index up to date.", "先为此目录建立索引，并保持其索引最新。",
      "先為此目錄建立索引，並保持其索引最新。"),
    Entry(
      "--port must be between 0 and 65535, it is %1", "--port 须在 0 与 65535 之间，现为 %1",
      "--port 須在 0 與 65535 之間，現為 %1"),
    Entry(
      "--timeout must be between 1 and 3600, it is %1", "--timeout 须在 1 与 3600 之间，现为 %1",
      "--timeout 須在 1 與 3600 之間，現為 %1"),
    Entry(
      "--log is info, warning or error; it is '%1'", "--log 为 info、warning 或 error；现为“%1”",
      "--log 為 info、warning 或 error；現為「%1」"),
    Entry(
      "there is no wenjian-server beside this command or on PATH; `make server` builds it",
      "本命令旁边与 PATH 上都没有 wenjian-server；`make server` 可构建它",
      "本命令旁邊與 PATH 上都沒有 wenjian-server；`make server` 可建置它"),
    Entry("%1 cannot be run: %2", "无法运行 %1：%2", "無法執行 %1：%2"),
  ]

  /// The help of `wenjian-server`.
  static let serverArguments: [Entry] = [
    Entry("usage: wenjian-server [options]", "用法：wenjian-server [选项]", "用法：wenjian-server [選項]"),
    Entry("the index; Index when nothing is said", "索引；不给出时为 Index", "索引；不給出時為 Index"),
    Entry(
      "index this directory first, and keep that index current", "先为此目录建立索引，并保持其最新", "先為此目錄建立索引，並保持其最新"),
    Entry("where to listen; 127.0.0.1 when nothing is said", "监听的地址；不给出时为 127.0.0.1", "監聽的位址；不給出時為 127.0.0.1"),
    Entry(
      "0 for any that is free; 8080 when nothing is said", "端口，0 表示任一空闲端口；不给出时为 8080",
      "埠，0 表示任一空閒的埠；不給出時為 8080"),
    Entry("a name that the server goes by; may be repeated", "服务器所用的名称；可多次给出", "伺服器所用的名稱；可多次給出"),
    Entry(
      "a proxy that may say for whom it asks, by X-Forwarded-For or Forwarded; may be repeated",
      "可用 X-Forwarded-For 或 Forwarded 说明代谁请求的代理；可多次给出",
      "可用 X-Forwarded-For 或 Forwarded 說明代誰請求的代理；可多次給出"),
    Entry("the file of the token that requests must have", "请求所须令牌的文件", "請求所須權杖的檔案"),
    Entry("how long a request may take; 10 when nothing is said", "一个请求最多多少秒；不给出时为 10", "一個請求最多多少秒；不給出時為 10"),
    Entry(
      "requests a second from one address, 0 for any; 50 when other machines may ask, else 0",
      "一个地址每秒可发的请求数，0 表示不限；其他机器可访问时为 50，否则为 0", "一個位址每秒可發的請求數，0 表示不限；其他機器可存取時為 50，否則為 0"),
    Entry(
      "searches that run or wait at a time; 256 when nothing is said", "同时进行与等待的检索数；不给出时为 256",
      "同時進行與等待的檢索數；不給出時為 256"),
    Entry(
      "connections at a time; 16384 when nothing is said, and files allow", "同时的连接数；不给出时为 16384，以可打开的文件数为限",
      "同時的連線數；不給出時為 16384，以可開啟的檔案數為限"),
    Entry("how long a client may take to begin a request; 10", "客户端最迟多少秒开始请求；10", "用戶端最遲多少秒開始請求；10"),
    Entry("open the page in a browser", "在浏览器中打开网页", "在瀏覽器中開啟網頁"),
    Entry(
      "what is logged: info, a line a request; warning, when nothing is said", "记录的内容：info，每个请求一行；不给出时为 warning",
      "記錄的內容：info，每個請求一行；不給出時為 warning"),
  ]

  /// Errors of the server, in answers.
  static let server: [Entry] = [
    Entry(
      "there is nothing at this address; /openapi.json lists what there is", "此地址没有内容；/openapi.json 列出所有地址",
      "此位址沒有內容；/openapi.json 列出所有位址"),
    Entry("this address does not answer to this method", "此地址不接受这种方法", "此位址不接受這種方法"),
    Entry(
      "an address may have %1 bytes; post what is longer", "地址最多 %1 字节；更长的请用 POST", "位址最多 %1 位元組；更長的請用 POST"),
    Entry("a request may have %1 bytes", "请求最多 %1 字节", "請求最多 %1 位元組"),
    Entry(
      "the address is not UTF-8 with percent signs", "地址不是以百分号编码的 UTF-8", "位址不是以百分號編碼的 UTF-8"),
    Entry(
      "what is posted is a JSON object, as application/json", "POST 的内容须为 JSON 对象，类型为 application/json",
      "POST 的內容須為 JSON 物件，類型為 application/json"),
    Entry(
      "what is posted has its parameters in its body, not in its address", "POST 请求的参数在正文里，不在地址里",
      "POST 請求的參數在本文裡，不在位址裡"),
    Entry(
      "the server does not go by the name that this asks for; --host NAME gives it one",
      "服务器不用这个名称；以 --host 名称 给出", "伺服器不用這個名稱；以 --host 名稱 給出"),
    Entry(
      "a page of another server asks; only its own page may", "这是其他服务器的网页发来的；只回应自己的网页",
      "這是其他伺服器的網頁發來的；只回應自己的網頁"),
    Entry(
      "this needs the token of the server, as Authorization: Bearer TOKEN", "须有服务器的令牌：Authorization: Bearer 令牌",
      "須有伺服器的權杖：Authorization: Bearer 權杖"),
    Entry(
      "there were too many requests from this address; try again in a second", "此地址的请求过多；请一秒后再试",
      "此位址的請求過多；請一秒後再試"),
    Entry(
      "%1 searches are under way; try again in a moment", "正在进行 %1 项检索；请稍后再试", "正在進行 %1 項檢索；請稍後再試"),
    Entry(
      "the directory is being indexed, and there is nothing to search yet", "正在为目录建立索引，尚无可检索的内容",
      "正在為目錄建立索引，尚無可檢索的內容"),
    Entry("too many connections are open; try again in a moment", "打开的连接过多；请稍后再试", "開啟的連線過多；請稍後再試"),
    Entry("an export has no parameter “%1”", "导出没有参数“%1”", "匯出沒有引數「%1」"),
    Entry("“download” is true or false", "“download”为 true 或 false", "「download」為 true 或 false"),
    Entry("the file of this document is not there now", "此文档的文件现已不在", "此文件的檔案現已不在"),
    Entry("the file of this document cannot be read now", "此文档的文件现在无法读取", "此文件的檔案現在無法讀取"),
    Entry(
      "the file of this document lies outside of the indexed directory", "此文档的文件在所索引的目录之外",
      "此文件的檔案在所索引的目錄之外"),
    Entry("the file became shorter while it was read", "文件在读取时变短了", "檔案在讀取時變短了"),
    Entry("the directory holds no document that can be read", "目录里没有可以读取的文档", "目錄裡沒有可以讀取的文件"),
    Entry("%1 files of the index cannot be read now", "索引中的 %1 个文件现在无法读取", "索引中的 %1 個檔案現在無法讀取"),
  ]
}
