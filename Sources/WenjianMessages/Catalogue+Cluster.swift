// What is said of indexes in a cluster.

extension Catalogue {
  static let cluster: [Entry] = [
    Entry("the build was ended", "构建已被终止", "建置已被終止"),
    Entry("the cluster does not take it: %1", "集群不接受它：%1", "叢集不接受它：%1", nested: [1]),
    Entry(
      "it takes %1 MB to send, and the cluster takes %2 (http.max_content_length)",
      "发送需要 %1 MB，而集群只接受 %2（http.max_content_length）",
      "傳送需要 %1 MB，而叢集只接受 %2（http.max_content_length）"),
    Entry("the cluster does not take %1 MB at once", "集群不一次接受 %1 MB", "叢集不一次接受 %1 MB"),
    Entry(
      "the cluster answered for %1 of %2 documents; nothing is known of the others",
      "集群只应答了 %2 篇文档中的 %1 篇；其余情况不明",
      "叢集只回應了 %2 篇文件中的 %1 篇；其餘情況不明"),
    Entry("no reason given", "未说明原因", "未說明原因"),
    Entry(
      "the cluster does not take documents (status %1): %2", "集群不接受文档（状态 %1）：%2",
      "叢集不接受文件（狀態 %1）：%2"),
    Entry(
      "the cluster was too busy at every try for %1 documents, such as %2; try again when it has less to do",
      "集群每次都过于繁忙，%1 篇文档未能发送，例如 %2；请在其空闲时重试",
      "叢集每次都過於繁忙，%1 篇文件未能傳送，例如 %2；請在其空閒時重試"),
    Entry(
      "some shards of the cluster did not answer; try again when all do",
      "集群的部分分片没有应答；请在全部恢复后重试",
      "叢集的部分分片沒有回應；請在全部恢復後重試"),
    Entry(
      "%1 was written by version %2 of wenjian, in format %3, and this one reads %4; build it anew with `wenjian index`",
      "%1 由 wenjian 版本 %2 以格式 %3 写入，而本版本读取格式 %4；请用 `wenjian index` 重新建立",
      "%1 由 wenjian 版本 %2 以格式 %3 寫入，而本版本讀取格式 %4；請用 `wenjian index` 重新建立"),
    Entry(
      "%1 was made with other text rules (fold %2, stream %3; this version has fold %4, stream %5); build it anew with "
        + "`wenjian index`",
      "%1 以其他文本规则建立（归一 %2，流 %3；本版本为归一 %4，流 %5）；请用 `wenjian index` 重新建立",
      "%1 以其他文字規則建立（正規化 %2，流 %3；本版本為正規化 %4，流 %5）；請用 `wenjian index` 重新建立"),
    Entry(
      "%1 is there, and no index that wenjian made; take another name, or remove it yourself",
      "%1 已存在，且不是 wenjian 建立的索引；请换一个名称，或自行删除",
      "%1 已存在，且不是 wenjian 建立的索引；請換一個名稱，或自行刪除"),
    Entry(
      "another build of %1 began meanwhile and removed this one; wait for it, or begin again",
      "其间 %1 的另一次构建开始，并删除了本次构建；请等它完成，或重新开始",
      "其間 %1 的另一次建置開始，並刪除了本次建置；請等它完成，或重新開始"),
    Entry(
      "the cluster holds %1 of %2 documents; begin again", "集群只有 %2 篇文档中的 %1 篇；请重新开始",
      "叢集只有 %2 篇文件中的 %1 篇；請重新開始"),
    Entry(
      "a document of the cluster lacks its key, title or text; build the index anew",
      "集群中有文档缺少键、标题或文本；请重新建立索引",
      "叢集中有文件缺少鍵、標題或文字；請重新建立索引"),
    Entry(
      "the address of the cluster holds a user or password; set WENJIAN_CLUSTER_USER and WENJIAN_CLUSTER_PASSWORD, or "
        + "WENJIAN_CLUSTER_API_KEY, and leave them out of the address",
      "集群地址中含有用户名或密码；请设置 WENJIAN_CLUSTER_USER 和 WENJIAN_CLUSTER_PASSWORD，或 WENJIAN_CLUSTER_API_KEY，并将其从地址中去掉",
      "叢集位址中含有使用者名稱或密碼；請設定 WENJIAN_CLUSTER_USER 和 WENJIAN_CLUSTER_PASSWORD，或 WENJIAN_CLUSTER_API_KEY，並將其從位址中去掉"),
    Entry(
      "%1 does not name an index; put its name behind the address: %2", "%1 没有指明索引；请把名称写在地址之后：%2",
      "%1 沒有指明索引；請把名稱寫在位址之後：%2"),
    Entry(
      "%1 cannot be the name of an index of a cluster: it is of small letters, figures, - and _, and begins with a letter or "
        + "figure",
      "%1 不能作为集群索引的名称：名称由小写字母、数字、- 和 _ 组成，并以字母或数字开头",
      "%1 不能作為叢集索引的名稱：名稱由小寫字母、數字、- 和 _ 組成，並以字母或數字開頭"),
    Entry(
      "%1 is too long for the name of an index of a cluster; take a shorter one",
      "%1 作为集群索引的名称过长；请取较短的名称", "%1 作為叢集索引的名稱過長；請取較短的名稱"),
    Entry("%1 is no address of a cluster; it is written as %2", "%1 不是集群地址；写法如 %2", "%1 不是叢集位址；寫法如 %2"),
    Entry(
      "the cluster wants to know who asks; set WENJIAN_CLUSTER_USER and WENJIAN_CLUSTER_PASSWORD, or WENJIAN_CLUSTER_API_KEY",
      "集群要求验明身份；请设置 WENJIAN_CLUSTER_USER 和 WENJIAN_CLUSTER_PASSWORD，或 WENJIAN_CLUSTER_API_KEY",
      "叢集要求驗明身分；請設定 WENJIAN_CLUSTER_USER 和 WENJIAN_CLUSTER_PASSWORD，或 WENJIAN_CLUSTER_API_KEY"),
    Entry("the cluster does not allow this: %1", "集群不允许此操作：%1", "叢集不允許此操作：%1"),
    Entry(
      "the cluster has no index of this name; make it with `wenjian index`",
      "集群没有此名称的索引；请用 `wenjian index` 建立", "叢集沒有此名稱的索引；請用 `wenjian index` 建立"),
    Entry(
      "the cluster was too busy at every try (status %1): %2", "集群每次都过于繁忙（状态 %1）：%2",
      "叢集每次都過於繁忙（狀態 %1）：%2"),
    Entry(
      "the cluster refused the request (status %1): %2", "集群拒绝了请求（状态 %1）：%2", "叢集拒絕了請求（狀態 %1）：%2"),
    Entry(
      "what answers is neither Elasticsearch nor OpenSearch; check the address",
      "应答者既不是 Elasticsearch 也不是 OpenSearch；请核对地址",
      "回應者既不是 Elasticsearch 也不是 OpenSearch；請核對位址"),
    Entry(
      "%1 %2 is too old; Elasticsearch from 7.0 on and OpenSearch are used",
      "%1 %2 过旧；可用 Elasticsearch 7.0 起的版本和 OpenSearch",
      "%1 %2 過舊；可用 Elasticsearch 7.0 起的版本和 OpenSearch"),
    Entry(
      "the cluster's answer is no JSON: %1 at byte %2", "集群的应答不是 JSON：%1，在第 %2 字节",
      "叢集的回應不是 JSON：%1，在第 %2 位元組", nested: [1]),
    Entry(
      "clusters are reached by libcurl, which this program of one file without shared libraries cannot load; install the "
        + "package of wenjian",
      "集群经由 libcurl 连接，而这个不含共享库的单文件程序无法加载它；请安装 wenjian 的软件包",
      "叢集經由 libcurl 連線，而這個不含共享程式庫的單檔程式無法載入它；請安裝 wenjian 的套件"),
    Entry(
      "clusters are reached by libcurl.so.4, which is not installed; install libcurl4",
      "集群经由 libcurl.so.4 连接，而它没有安装；请安装 libcurl4",
      "叢集經由 libcurl.so.4 連線，而它沒有安裝；請安裝 libcurl4"),
    Entry(
      "clusters are reached by libcurl.so.4, and the one that is installed is older than 7.66 or does not start; install a "
        + "newer libcurl4",
      "集群经由 libcurl.so.4 连接，而已安装的版本早于 7.66 或无法启动；请安装较新的 libcurl4",
      "叢集經由 libcurl.so.4 連線，而已安裝的版本早於 7.66 或無法啟動；請安裝較新的 libcurl4"),
    Entry("libcurl gives no handle: there is no memory left", "libcurl 无法使用：内存不足", "libcurl 無法使用：記憶體不足"),
    Entry("%1 cannot be reached: %2", "无法连接 %1：%2", "無法連線 %1：%2"),
    Entry("the connection to %1 broke: %2", "与 %1 的连接中断：%2", "與 %1 的連線中斷：%2"),
    Entry("%1 did not answer within %2 seconds", "%1 在 %2 秒内没有应答", "%1 在 %2 秒內沒有回應"),
    Entry(
      "the request to the cluster was ended without an answer", "对集群的请求已终止，没有应答", "對叢集的請求已終止，沒有回應"),
    Entry(
      "the certificate of %1 is not trusted: %2. Set WENJIAN_CLUSTER_CA_FILE to the file of the authority that signed it",
      "%1 的证书不受信任：%2。请将 WENJIAN_CLUSTER_CA_FILE 设为其签发机构的证书文件",
      "%1 的憑證不受信任：%2。請將 WENJIAN_CLUSTER_CA_FILE 設為其簽發機構的憑證檔案"),
    Entry("the answer of the cluster is larger than %1 MB", "集群的应答超过 %1 MB", "叢集的回應超過 %1 MB"),
    Entry("there is no memory left for a request to the cluster", "内存不足，无法向集群发送请求", "記憶體不足，無法向叢集傳送請求"),
    Entry("no node of the cluster answered", "集群没有任何节点应答", "叢集沒有任何節點回應"),
    Entry(
      "%1 is for an index in a directory, and not for one of a cluster", "%1 用于目录中的索引，不用于集群的索引",
      "%1 用於目錄中的索引，不用於叢集的索引"),
    Entry(
      "interrupted; searches see what was sent when the index is next brought up to date",
      "已中断；已发送的内容将在下次更新索引时为搜索所见",
      "已中斷；已傳送的內容將在下次更新索引時為搜尋所見"),
  ]
}
