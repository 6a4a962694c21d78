// A directory of files made to do harm, through the command: reasons, bounded memory, nothing written elsewhere.

import Testing

@Suite("wenjian index, hostile files")
struct HostileDirectoryTests {
  /// Makes what a shell can make; the readers' own tests have the rest.
  private static let script = """
    mkdir documents && echo outside > outside.txt && cd documents
    echo 驻村第一书记 > a.txt
    head -c 40000000 /dev/zero | tr '\\0' a | gzip -9 > bomb.txt.gz
    mkfifo pipe.txt
    ln -s /dev/zero zeros.txt
    ln -s /etc/passwd passwd.txt
    ln -s . loop
    : > empty.pdf
    echo 'no archive' > wrong.zip
    head -c 3000 /dev/urandom > noise.docx
    yes '[' | head -n 100000 | tr -d '\\n' > deep.json
    { printf '{\\\\rtf1 abc\\\\par '; yes '{' | head -n 100000 | tr -d '\\n'; } > deep.rtf
    { printf '<html><p>书记</p>'; yes '<div>' | head -n 100000 | tr -d '\\n'; } > deep.html
    printf '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>第一&x;</a>' > entity.xml
    { echo text; head -c 20000000 /dev/zero | tr '\\0' a; } > long.csv
    mkdir up && cd up && tar -P -cf ../evil.tar ../../outside.txt /etc/hostname --transform 's/hostname/hostname.txt/' \\
      && cd .. && rmdir up
    head -c 700 evil.tar > cut.tar
    """

  @Test("are read or named, in 300 MB, and nothing is written but the index")
  func directory() throws {
    let directory = try TestDirectory()
    #expect(try directory.shell(Self.script).status == 0)
    let before = directory.names(in: "documents")
    // Data is what a process writes to; mapped files and code are not counted.
    let run = try directory.shell("ulimit -d 300000 && exec \"$WENJIAN\" index documents --index Index --json")
    #expect(run.status == 2, "\(run.errors)")
    for name in [
      "bomb.txt.gz", "empty.pdf", "deep.json", "pipe.txt", "passwd.txt", "zeros.txt", "noise.docx", "cut.tar",
    ] {
      #expect(run.output.contains("\"path\":\"\(name)"), "\(name)")
    }
    #expect(directory.names(in: "") == ["Index", "documents", "outside.txt"])
    #expect(directory.names(in: "documents") == before)
    #expect(try directory.wenjian("count", "第一书记").output == "1 document, 1 occurrence\n")
    #expect(try directory.wenjian("count", "第一").output == "2 documents, 2 occurrences\n")
    #expect(try directory.wenjian("count", "root:x").output.hasPrefix("0 "))
  }
}
