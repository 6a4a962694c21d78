import WenjianCluster
import WenjianStream

/// The grams of a query, as `match_phrase` wants them.
func analyzed(_ query: String) -> String { ClusterToken.grams(analyzeQuery(query).map(\.element)) }
