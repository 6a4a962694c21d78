// What is said of searches in a cluster.

extension Catalogue {
  static let clusterSearch: [Entry] = [
    Entry(
      "%1 parts of the index did not answer, so that documents would be missing; look at the health of the cluster, and ask again",
      "索引有 %1 个部分没有应答，结果会缺少文档；请检查集群的状态，然后重新查询", "索引有 %1 個部分沒有回應，結果會缺少文件；請檢查叢集的狀態，然後重新查詢"),
    Entry(
      "a hit of the cluster lacks its key or size; build the index anew", "集群给出的一个结果缺少键或大小；请重建索引",
      "叢集給出的一個結果缺少鍵或大小；請重建索引"),
    Entry(
      "documents were removed from %1 while they were read; ask again", "读取期间有文档从 %1 中移除；请重新查询",
      "讀取期間有文件從 %1 中移除；請重新查詢"),
    Entry(
      "the cluster does not explain a score by its occurrences; is its version known?", "集群没有用出现次数解释得分；其版本是否受支持？",
      "叢集沒有用出現次數解釋得分；其版本是否受支援？"),
    Entry("the index was replaced while it was read; ask again", "读取期间索引已被替换；请重新查询", "讀取期間索引已被取代；請重新查詢"),
    Entry(
      "the query needs %1 MB of text from %2, and %3 MB is the limit; ask for rarer strings, or for fewer documents with a filter",
      "查询需要 %2 中 %1 MB 的文本，上限为 %3 MB；请改用较罕见的字符串，或用过滤条件减少文档",
      "查詢需要 %2 中 %1 MB 的文字，上限為 %3 MB；請改用較罕見的字串，或用篩選條件減少文件"),
  ]
}
