// Errors as answers of HTTP.

import Wenjian
import WenjianJSON
import WenjianMessages

extension ErrorAnswer {
  /// The status of HTTP for a code: the one table of them.
  var httpStatus: Int {
    switch code {
    // `input`: what was given names no law and no document.
    case "query", "argument", "key", "json", "request", "input": 400
    case "token": 401
    case "origin", "outside": 403
    case "address", "noSuchDocument", "noSuchArticle", "noOriginal": 404
    case "method": 405
    case "tooLarge": 413
    case "addressTooLong": 414
    case "mediaType": 415
    case "host": 421
    case "rate": 429
    // The client has gone; nothing is sent.
    case "cancelled": 499
    case "busy", "indexing", "notAnIndex": 503
    case "deadline": 504
    default: 500
    }
  }

  /// The answer, its message in a language where the catalogue has it.
  func answer(in language: Language) -> ServerAnswer {
    let translated = ErrorAnswer(
      code: code, message: Catalogue.wenjian.translation(of: message, in: language), path: path,
      queryRange: queryRange)
    var json = JSONWriter()
    json.object { json in
      json.name("error")
      translated.writeObject(to: &json)
    }
    var answer = ServerAnswer.json(json.bytes, status: httpStatus)
    switch httpStatus {
    case 401: answer.headers.append(ServerRequest.Header("WWW-Authenticate", "Bearer"))
    // In seconds.
    case 503: answer.headers.append(ServerRequest.Header("Retry-After", "2"))
    case 429: answer.headers.append(ServerRequest.Header("Retry-After", "1"))
    default: break
    }
    return answer
  }
}

extension Language {
  /// The first language of an `Accept-Language` that there are messages in.
  init(accepted header: String?) {
    let tags = (header ?? "").split(separator: ",").map { $0.prefix { $0 != ";" }.filter { $0 != " " } }
    self = tags.lazy.compactMap { Language(tag: $0) }.first ?? .english
  }
}
