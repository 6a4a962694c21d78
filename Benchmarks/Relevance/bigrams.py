"""Plain BM25 over pairs of neighbouring characters: what a ranking of Chinese must at least reach."""
import array
import collections
import heapq
import math
import re
import unicodedata

K1, B = 1.2, 0.75
RUNS = re.compile(r"\w+")


def tokens(text):
    """The pairs inside runs of letters, digits and Han characters; a run of one is itself."""
    for run in RUNS.findall(unicodedata.normalize("NFKC", text).lower()):
        yield from (run[at:at + 2] for at in range(max(len(run) - 1, 1)))


def answer(texts, questions, limit):
    """Keys by number, best first; ties in the order of the texts.

    texts: pairs of key and text; questions: text by number.
    """
    asked = {number: collections.Counter(tokens(text)) for number, text in questions.items()}
    postings = {token: (array.array("i"), array.array("i")) for counts in asked.values() for token in counts}
    keys, lengths = [], []
    for document, (key, text) in enumerate(texts):
        counts = collections.Counter(tokens(text))
        keys.append(key)
        lengths.append(counts.total())
        for token in counts.keys() & postings.keys():
            documents, occurrences = postings[token]
            documents.append(document)
            occurrences.append(counts[token])
    average = sum(lengths) / len(lengths)
    norms = [K1 * (1 - B + B * length / average) for length in lengths]
    answers = {}
    for number, counts in asked.items():
        scores = {}
        for token, repeats in counts.items():
            documents, occurrences = postings[token]
            weight = repeats * math.log(1 + (len(keys) - len(documents) + 0.5) / (len(documents) + 0.5))
            for document, count in zip(documents, occurrences):
                scores[document] = scores.get(document, 0.0) + weight * count / (count + norms[document])
        best = heapq.nsmallest(limit, ((-score, document) for document, score in scores.items()))
        answers[number] = [keys[document] for _, document in best]
    return answers
