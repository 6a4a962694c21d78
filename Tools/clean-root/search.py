"""Indexes a directory and searches it with the installed package: search.py DIRECTORY INDEX."""

import sys

import wenjian

with wenjian.Writer(sys.argv[2], replace_all=True) as writer:
    print(writer.add_files(sys.argv[1]))
with wenjian.open(sys.argv[2]) as index:
    print(wenjian.version(), sys.version.split()[0], len(index), "documents")
    print(index.count("第一书记"))
    for hit in index.search("第一书记", limit=2):
        print(hit.date, hit.title, [snippet.text for snippet in hit.snippets])
