// Builds an index from a directory of text files and says what it took.

import Glibc
import Wenjian
import WenjianFileReaders

/// Indexing a directory, from opening the first file to the durable commit.
///
/// Shows what `wenjian index` costs on files that are in the page cache. CPU time counts every thread, so it is the
/// figure for "a core"; wall time gains from a second thread and loses to the disk's sync and to other processes.
/// Misleads when the files are not cached (run it twice), when the process did other work before (peak memory is the
/// process's), and on texts whose characters are not mostly Han (cost goes by character, the figure by byte).
func buildBenchmark(texts: String, index path: String) throws -> JSON {
  let wallStart = Clock.wall()
  let cpuStart = Clock.process()
  let report: IndexingReport
  do {
    let writer = try IndexWriter(at: path, mode: .replaceAll)
    report = try writer.add(filesIn: texts)
    try writer.commit()
  }
  let cpu = Double(Clock.process() - cpuStart) / 1e9
  let wall = Double(Clock.wall() - wallStart) / 1e9
  let peak = try peakResidentBytes()
  let info = try Index(at: path).info
  let size = try size(ofFilesIn: path)
  let megabytes = Double(report.bytes) / 1e6
  return .object([
    ("wall_s", .number(wall)), ("cpu_s", .number(cpu)),
    ("MBps_wall", .number(megabytes / wall)), ("MBps_cpu", .number(megabytes / cpu)),
    ("peak_rss_mb", .number(Double(peak) / 1_048_576)),
    ("documents", .integer(info.documents)), ("skipped_files", .integer(report.skipped.count)),
    ("text_bytes", .integer(report.bytes)), ("characters", .integer(report.characters)),
    ("positions", .integer(info.positions)), ("grams", .integer(info.grams ?? 0)),
    ("segments", .integer(info.segments)), ("icu", .text(info.icuVersion)),
    ("allocated_bytes", .integer(size.allocated)), ("apparent_bytes", .integer(size.apparent)),
    ("ratio", .number(Double(size.allocated) / Double(max(report.bytes, 1)))),
    ("parts", .object(info.parts.map { ($0.name, .integer($0.byteCount)) })),
  ])
}

/// Deletes a share of an index's documents, evenly through their keys.
func deleteDocuments(of path: String, percent: Int) throws -> JSON {
  let keys = try Index(at: path).keys
  let writer = try IndexWriter(at: path)
  var deleted = 0
  // A step that shares no factor with the percentages, so that neighbours are not deleted together.
  for (number, key) in keys.enumerated() where number * 37 % 100 < percent {
    try writer.remove(key: key)
    deleted += 1
  }
  try writer.commit()
  return .object([("documents", .integer(keys.count)), ("deleted", .integer(deleted))])
}
