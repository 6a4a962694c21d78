"""Judged questions over documents, and the measures of an answer to one."""
import hashlib
import json
import lzma
import math
from pathlib import Path

# How far an answer is read: the measures are of the first ten and of the first hundred.
DEPTH = 100


class JudgedSet:
    """NAME_docs.jsonl.xz, NAME_dev_queries.tsv and NAME_dev_qrels.tsv (TREC) of a folder.

    Questions without any document that answers them cannot be measured, and are left out.
    """

    def __init__(self, folder, name):
        self.name = name
        path = Path(folder) / f"{name}_docs.jsonl.xz"
        self.lines = lzma.decompress(path.read_bytes())
        self.sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        self.judgements = {}
        with open(Path(folder) / f"{name}_dev_qrels.tsv", encoding="utf-8") as file:
            for line in file:
                question, _, document, grade = line.split()
                if int(grade) > 0:
                    self.judgements.setdefault(question, {})[document] = int(grade)
        with open(Path(folder) / f"{name}_dev_queries.tsv", encoding="utf-8") as file:
            questions = dict(line.rstrip("\n").split("\t", 1) for line in file)
        self.questions = {number: text for number, text in questions.items() if number in self.judgements}

    def texts(self):
        """Key and searched text of each document: what Wenjian makes of a record, its title above its text."""
        for line in self.lines.splitlines():
            record = json.loads(line)
            yield record["id"], f"{record['title']}\n{record['text']}"


def ndcg(found, grades):
    """Of the first ten; grades as gains."""
    gain = sum(grades.get(key, 0) / math.log2(rank + 2) for rank, key in enumerate(found[:10]))
    best = sum(grade / math.log2(rank + 2) for rank, grade in enumerate(sorted(grades.values(), reverse=True)[:10]))
    return gain / best


def reciprocal_rank(found, grades):
    """Of the first document among the first ten that answers."""
    return next((1 / (rank + 1) for rank, key in enumerate(found[:10]) if key in grades), 0.0)


def recall(found, grades):
    return sum(key in grades for key in found[:DEPTH]) / len(grades)


MEASURES = {"nDCG@10": ndcg, "MRR@10": reciprocal_rank, f"R@{DEPTH}": recall}


def measured(judged, answers):
    """By measure and question; a question that got no answer counts 0."""
    return {
        name: {number: measure(answers.get(number, []), judged.judgements[number]) for number in judged.questions}
        for name, measure in MEASURES.items()}
