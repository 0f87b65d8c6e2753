"""The pipelines that are compared, each of which runs in a process of its own: it reads slices when it is told to.

    python -m benchmarks.pipelines NAME ARCHIVE COUNT

reads ``COUNT`` articles, says ``ready``, and then answers each line ``FROM TO`` of its standard input with the seconds
of processor time that those articles took, and how many things it found in them. The last line is its peak memory.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.inputs import articles_of

from newsledger.articles.article import Article

Pipeline = Callable[[Sequence[Article]], int]


def newsledger(*, thorough: bool = False) -> Pipeline:
    from newsledger.pipeline import Extractor
    from newsledger.records import Record
    from newsledger.settings import ExtractSettings

    extractor = Extractor(ExtractSettings(thorough=thorough))
    return lambda articles: sum(
        len(result.facts) for result in extractor.extract(articles) if isinstance(result, Record)
    )


def newsledger_thorough() -> Pipeline:
    return newsledger(thorough=True)


def small_model() -> Pipeline:
    """Everything that spaCy's small model has, over the text as it is."""
    import spacy

    from newsledger.model import find_model

    nlp = spacy.load(find_model())
    return lambda articles: sum(len(doc.ents) for doc in nlp.pipe(article.text for article in articles))


def afternoon() -> Pipeline:
    """What one would write in an afternoon: the full small model over the text, quantulum3 on every sentence."""
    import spacy
    from quantulum3 import classifier
    from quantulum3 import parser as quantulum

    from newsledger.model import find_model

    # As it is installed by itself: where scikit-learn happens to be there too, it is half as fast.
    classifier.USE_CLF = False
    nlp = spacy.load(find_model())

    def run(articles: Sequence[Article]) -> int:
        found = 0
        for doc in nlp.pipe(article.text for article in articles):
            for sentence in doc.sents:
                try:
                    found += len(quantulum.parse(sentence.text))
                except Exception:
                    continue  # it raises on some sentences, and the afternoon's author would go on
        return found

    return run


PIPELINES: dict[str, Callable[[], Pipeline]] = {
    "newsledger": newsledger,
    "newsledger --thorough": newsledger_thorough,
    "spaCy's small model": small_model,
    "afternoon pipeline": afternoon,
}


def main(name: str, archive: str, count: str) -> None:
    pipeline = PIPELINES[name]()
    articles = articles_of(archive, int(count))
    pipeline(articles[:2])
    # What lives as long as the process is no garbage: all pipelines are spared the search, as newsledger's workers are.
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        first, last = map(int, line.split())
        begin = time.process_time()
        found = pipeline(articles[first:last])
        print(time.process_time() - begin, found, flush=True)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
