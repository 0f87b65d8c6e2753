"""Write the list of common English words with which a company name may be confused.

A word is kept when a dictionary has it in lower case and newswire really writes it in lower case: a dictionary alone
would also make "chevron" and "intuit" common words, and Chevron and Intuit would want evidence that no reader needs.

    python scripts/build_words.py /usr/share/dict/american-english-small ../shared/archives/*.jsonl.gz

The dictionary is SCOWL (Debian package `wamerican-small`), whose licence lets its lists be used and redistributed.
The output has one word a line, sorted, gzipped with no time in the header: the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

OUTPUT = Path(__file__).resolve().parents[1] / "extractors/newsledger/lexicons/english_words.txt.gz"
LOWER_CASE_WORD = re.compile(r"(?<![\w'’-])[a-z]{2,}(?![\w'’-])")


def newswire_texts(archives: Iterable[Path]) -> Iterator[str]:
    """Yield the text of every article of JSONL archives, gzipped or not."""
    for archive in archives:
        opener = gzip.open if archive.suffix == ".gz" else open
        with opener(archive, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                yield next((str(article[key]) for key in ("text", "body", "content") if article.get(key)), "")


def common_words(dictionary: Iterable[str], texts: Iterable[str], at_least: int) -> list[str]:
    """Return the sorted lower-case words of the dictionary that the texts hold at least so many times in lower case."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(LOWER_CASE_WORD.findall(text))
    lines = (line.strip() for line in dictionary)
    known = {word for word in lines if word.isascii() and word.isalpha() and word.islower()}
    return sorted(word for word in known if seen[word] >= at_least)


def main() -> None:
    """Read the arguments, write the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", type=Path, help="a list of words, one a line")
    parser.add_argument("archive", type=Path, nargs="+", help="JSONL of news articles")
    parser.add_argument("--at-least", type=int, default=2, help="times a word must be seen (default 2)")
    arguments = parser.parse_args()
    dictionary = arguments.dictionary.read_text(encoding="utf-8").splitlines()
    words = common_words(dictionary, newswire_texts(arguments.archive), arguments.at_least)
    OUTPUT.write_bytes(gzip.compress("".join(f"{word}\n" for word in words).encode(), mtime=0))
    print(f"{len(words)} words -> {OUTPUT}")


if __name__ == "__main__":
    main()
