"""The systems that are asked. Each has a name for the table, a line that says what it is, and answers all questions."""
import glob
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from Relevance import bigrams
from Relevance.judged import DEPTH


class Missing(Exception):
    """Why a system cannot be asked on this machine."""


class Wenjian:
    """A build of the command, asked as a user asks: one process a question, the question as it was typed."""

    def __init__(self, command, name):
        self.command, self.name = command, name
        self.refused, self.milliseconds = 0, None

    def answer(self, judged, scratch):
        with tempfile.TemporaryDirectory(dir=scratch) as directory:
            index = ["--index", f"{directory}/index"]
            subprocess.run(
                [self.command, "index", "--jsonl", "-", *index, "--field", "key=id"], input=judged.lines, check=True,
                capture_output=True)
            answers, start = {}, time.monotonic()
            for number, text in judged.questions.items():
                options = ["--limit", str(DEPTH), "--snippets", "0", "--json"]
                run = subprocess.run([self.command, "search", *index, *options, "--", text], capture_output=True)
                # 1 means that nothing contains all of it; related documents may still be shown.
                if run.returncode in (0, 1):
                    answers[number] = [hit["key"] for hit in json.loads(run.stdout)["hits"]]
                else:
                    self.refused += 1
            self.milliseconds = 1000 * (time.monotonic() - start) / len(judged.questions)
            return answers

    @property
    def remark(self):
        return (
            f"`wenjian search --json QUESTION`, a process a question, {self.milliseconds:.0f} ms each; "
            f"{self.refused} refused")


class Bigrams:
    name = "BM25, bigrams"
    remark = (
        f"plain BM25 over pairs of neighbouring characters (Benchmarks/Relevance/bigrams.py), k1 {bigrams.K1}, "
        f"b {bigrams.B}")

    def answer(self, judged, scratch):
        return bigrams.answer(judged.texts(), judged.questions, DEPTH)


class Lucene:
    """Debian's Lucene, by a small program of our own (Lucene.java)."""

    JARS = ["lucene-core", "lucene-analyzers-common", "lucene-analyzers-smartcn"]
    PACKAGES = ["liblucene8-java", "openjdk-17-jdk-headless"]

    def __init__(self, analyzer, name):
        self.analyzer, self.name = analyzer, f"Lucene, {name}"
        self.version = "?"

    @classmethod
    def jars(cls):
        found = [sorted(glob.glob(f"/usr/share/java/{jar}-*.jar"))[-1:] for jar in cls.JARS]
        return [path for paths in found for path in paths] if all(found) else None

    @classmethod
    def install(cls):
        if cls.jars() and shutil.which("javac"):
            return cls.jars()
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            raise Missing(f"Debian's packages {' and '.join(cls.PACKAGES)} are not there")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *cls.PACKAGES]
        try:
            for command in (["apt-get", "update", "-qq"], install):
                subprocess.run(command, env=environment, check=True, capture_output=True, timeout=600)
        except (OSError, subprocess.SubprocessError) as error:
            raise Missing(f"Debian's packages {' and '.join(cls.PACKAGES)} could not be installed") from error
        if not cls.jars():
            raise Missing(f"Debian's {cls.PACKAGES[0]} does not hold {', '.join(cls.JARS)}")
        return cls.jars()

    def answer(self, judged, scratch):
        jars = self.install()
        with tempfile.TemporaryDirectory(dir=scratch) as directory:
            documents, questions = Path(directory) / "documents", Path(directory) / "questions"
            write_lines(documents, judged.texts())
            write_lines(questions, judged.questions.items())
            run = subprocess.run(
                ["java", "-cp", ":".join(jars), Path(__file__).with_name("Lucene.java"), self.analyzer, documents,
                 questions, str(DEPTH)],
                capture_output=True, text=True)
        if run.returncode:
            raise Missing(f"java ended with {run.returncode}: {run.stderr.strip().splitlines()[-1:]}")
        answers = {}
        for line in run.stdout.splitlines():
            number, key = line.split("\t")[:2]
            if number == "#":
                self.version = key
            else:
                answers.setdefault(number, []).append(key)
        return answers

    @property
    def remark(self):
        return f"Lucene {self.version}, an OR of the analyzer's tokens, its BM25 with k1 1.2, b 0.75"


def write_lines(path, pairs):
    with open(path, "w", encoding="utf-8") as file:
        for key, text in pairs:
            line = re.sub(r"\s+", " ", text)
            file.write(f"{key}\t{line}\n")


def peers():
    return [Bigrams(), Lucene("cjk", "CJKAnalyzer"), Lucene("smartcn", "SmartChineseAnalyzer")]
