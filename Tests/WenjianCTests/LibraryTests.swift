// The functions of the C library, called by a program in C: Tests/CLibrary.

import CLibraryTest
import Testing
import WenjianC
import WenjianTestSupport

@Suite("The C library")
struct LibraryTests {
  @Test("a program in C gets what it asks for, and a status for what cannot be used")
  func program() {
    // Children are forked by `make test-library`: locks of this build are not made for them.
    let directory = TemporaryDirectory()
    #expect(library_test(directory.path, 0) == 0)
  }
}
