"""Makes what the client asks about: the documents of Corpus/, two versions of a law, hostile ones, and one to be slow on.

documents.py CORPUS DIRECTORY
"""

import pathlib
import shutil
import sys

corpus, directory = map(pathlib.Path, sys.argv[1:])
shutil.copytree(corpus, directory, ignore=shutil.ignore_patterns("README.md"))

LAW = "中华人民共和国试验法\n\n第一条 为了规范试验活动，制定本法。\n\n第二条 {}\n\n第三条 试验应当体现人民的意志。\n"
(directory / "试验法(2000-03-15).txt").write_text(LAW.format("法律的制定、修改和废止，适用本法。"))
(directory / "试验法(2015-03-15).txt").write_text(LAW.format("法律、行政法规的制定、修改和废止，适用本法。"))
(directory / "评论.txt").write_text("评论\n\n依照《试验法》第三条，应当评论。\n")

HOSTILE = 'bidi \u202e" \\ <script> 名.txt'
(directory / HOSTILE).write_text('</script>\u202e题\x1b[31m\n\n怪“\x07\x85"\\”文' + '\\"' * 5000 + "\u2028" + "长" * 400_000)
(directory / "slow.txt").write_text("".join(f"的一{number}" for number in range(120_000)))
