#!/usr/bin/env python3
"""Asks judged questions and says how good the first ten answers are.

    relevance.py FOLDER COMMAND [OLD_COMMAND]

FOLDER holds NAME_docs.jsonl.xz, NAME_dev_queries.tsv and NAME_dev_qrels.tsv. With a second command both are asked the
same questions, each with an index of its own, and the difference is tested in pairs.
"""
import json, lzma, math, random, subprocess, sys, tempfile, time
from pathlib import Path


def read(folder, name):
    questions = dict(line.rstrip('\n').split('\t', 1) for line in open(folder / f'{name}_dev_queries.tsv'))
    judged = {}
    for line in open(folder / f'{name}_dev_qrels.tsv'):
        question, _, document, grade = line.split()
        if int(grade) > 0:
            judged.setdefault(question, {})[document] = int(grade)
    return {number: text for number, text in questions.items() if number in judged}, judged


def ndcg(found, judged):
    gain = sum(judged.get(key, 0) / math.log2(rank + 2) for rank, key in enumerate(found[:10]))
    best = sum(grade / math.log2(rank + 2) for rank, grade in enumerate(sorted(judged.values(), reverse=True)[:10]))
    return gain / best


def ask(command, folder, name, questions, judged):
    scores, refused, seconds = {}, 0, 0.0
    with tempfile.TemporaryDirectory() as place:
        documents = lzma.open(folder / f'{name}_docs.jsonl.xz').read()
        index = ['--index', place + '/index']
        subprocess.run([command, 'index', '--jsonl', '-', *index, '--field', 'key=id'], input=documents, check=True, capture_output=True)
        for number, text in questions.items():
            start = time.monotonic()
            answer = subprocess.run(
                [command, 'search', *index, '--limit', '10', '--snippets', '0', '--json', '--', text], capture_output=True)
            seconds += time.monotonic() - start
            if answer.returncode not in (0, 1):
                refused += 1
                scores[number] = 0.0
                continue
            hits = json.loads(answer.stdout)['hits']
            scores[number] = ndcg([hit['key'] for hit in hits], judged[number])
    mean = sum(scores.values()) / len(scores)
    print(f'{command}: nDCG@10 {mean:.4f} over {len(scores)} questions, {refused} refused, '
          f'{1000 * seconds / len(scores):.1f} ms a question with its process')
    return scores


def compare(new, old, rounds=10_000):
    """The mean difference, its interval by resampling, and how often chance alone makes as much."""
    differences = [new[number] - old[number] for number in new]
    generator = random.Random(7)
    count = len(differences)
    mean = sum(differences) / count
    means = sorted(sum(generator.choices(differences, k=count)) / count for _ in range(rounds // 10))
    chance = sum(
        abs(sum(d if generator.random() < 0.5 else -d for d in differences)) / count >= abs(mean) for _ in range(rounds))
    low, high = means[len(means) // 40], means[-len(means) // 40 - 1]
    print(f'difference {mean:+.4f}, 95 % from {low:+.4f} to {high:+.4f}, p {chance / rounds:.4f}; '
          f'{sum(d > 0 for d in differences)} better, {sum(d < 0 for d in differences)} worse')


if len(sys.argv) < 3:
    sys.exit(__doc__)
folder = Path(sys.argv[1])
for documents in sorted(folder.glob('*_docs.jsonl.xz')):
    name = documents.name.removesuffix('_docs.jsonl.xz')
    print(name)
    questions, judged = read(folder, name)
    scores = [ask(command, folder, name, questions, judged) for command in sys.argv[2:4]]
    if len(scores) == 2:
        compare(*scores)
