"""spaCy's word encoder, computed faster: the same vectors to the last bits of a float, at half the time.

The usual encoder (``spacy.Tok2Vec.v2`` of ``MultiHashEmbed.v2`` and ``MaxoutWindowEncoder.v2``) looks up a vector for
each word in hashed tables, mixes it, and lets layers of windows of three words change these vectors. The first part
depends on the form of a word alone, so it is kept from one sentence to the next. The layers are computed on whole
matrices in numpy, without the copies that training needs. An encoder that is built otherwise is left as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
Node = Model[Any, Any]

FORMS_KEPT = 50_000
"""Forms whose vectors are kept, 20 MB of them; when there are more, keeping begins anew."""

FORM: list[int | str] = ["ORTH", "NORM", "SPACY"]
"""The attributes of a token on which all others depend that an encoder may read."""
READ = {"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"}

_EMBEDDING = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
_WINDOW = ["expand_window", "maxout", "layernorm", "dropout"]
_ODD = np.uint64(0x9E3779B97F4A7C15)
_VARIANCE_FLOOR = np.float32(1e-8)
"""What thinc adds to a variance before it divides by its root."""


class Window(NamedTuple):
    """A layer of windows of three words: weights (3 x width, pieces x width), bias, and the scale and the shift of its
    normalisation."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats


def quickened(encoder: Node) -> Node | None:
    """A node that gives what the encoder gives (Docs in, an array of vectors for each out) and cannot be trained;
    ``None`` if the encoder is not of the build that this module knows."""
    if len(encoder.layers) != 2:
        return None
    embedding, windows = encoder.layers
    if [node.name.partition("(")[0] for node in embedding.layers] != _EMBEDDING:
        return None  # a model with a table of word vectors, for one
    names = _leaves(windows)
    depth = len(names) // len(_WINDOW)
    columns = embedding.layers[0].attrs.get("columns", ["unknown"])
    if names != _WINDOW * depth or windows.attrs.get("pad") != depth or not READ.issuperset(columns):
        return None
    layers = list(_windows(windows))
    if len(layers) != depth:
        return None
    forms = Forms(embedding)

    def forward(_model: Node, docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Any]:
        lengths = [len(doc) for doc in docs]
        words = encode(forms.vectors(docs), lengths, layers)
        return np.split(words, np.cumsum(lengths)[:-1]), None

    return Model("quickened", forward, dims={"nO": encoder.get_dim("nO")})


def _leaves(node: Node) -> list[str]:
    """The names of the nodes without layers, from input to output."""
    return [leaf for layer in node.layers for leaf in _leaves(layer)] if node.layers else [node.name]


def _windows(node: Node) -> Iterator[Window]:
    found = {part.name: part for part in node.walk() if not part.layers} if node.name.startswith("residual(") else {}
    if found and len(_leaves(node)) == len(_WINDOW):
        maxout, norm = found["maxout"], found["layernorm"]
        width, pieces = maxout.get_dim("nO"), maxout.get_dim("nP")
        if found["expand_window"].attrs["window_size"] == 1 and maxout.get_dim("nI") == 3 * width:
            # The pieces of a word side by side, each as wide as the word: their maximum is that of whole blocks.
            weights: Floats = np.asarray(maxout.get_param("W")).transpose(2, 1, 0).reshape(3 * width, pieces * width)
            bias: Floats = np.asarray(maxout.get_param("b")).T.reshape(pieces * width)
            scale, shift = np.asarray(norm.get_param("G")), np.asarray(norm.get_param("b"))
            yield Window(np.ascontiguousarray(weights), bias.copy(), scale, shift)
        return
    for layer in node.layers:
        yield from _windows(layer)


class Forms:
    """The vectors of the forms of words that were met."""

    def __init__(self, embedding: Node) -> None:
        self._extract, _, look_up, mix, _ = embedding.layers
        self._look_up, self._mix = look_up.layers[0], mix.layers[0]
        self._lock = threading.Lock()
        self._rows: dict[int, int] = {}
        self._table: Floats = np.empty((0, 0), np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    def vectors(self, docs: Sequence[Doc]) -> Floats:
        """The vectors of all words of the documents, one after the other: words x width."""
        told = np.concatenate([doc.to_array(FORM) for doc in docs]).astype(np.uint64)
        # Two hashes of 64 bits and a flag, mixed: that two forms of 50,000 fall together has a chance of 1 in 10^10.
        keys = (told[:, 0] ^ (told[:, 1] * _ODD) ^ told[:, 2]).tolist()
        with self._lock:
            if not self._rows.keys() >= set(keys):
                self._keep(docs, keys)
            return self._table[[self._rows[key] for key in keys]]

    def _keep(self, docs: Sequence[Doc], keys: Sequence[int]) -> None:
        """Compute the vectors of the forms that are not known, and keep them."""
        if len(self._rows) > FORMS_KEPT:
            self._rows.clear()
            self._table = self._table[:0]
        places = {key: place for place, key in enumerate(keys) if key not in self._rows}
        features = np.concatenate(self._extract.predict(docs))[list(places.values())]
        new = self._mix.predict(self._look_up.predict(features))
        self._rows.update(zip(places, range(len(self._rows), len(self._rows) + len(places)), strict=True))
        self._table = np.concatenate([self._table, new]) if len(self._table) else new


def encode(words: Floats, lengths: Sequence[int], windows: Sequence[Window]) -> Floats:
    """Let the layers of windows read sentences of the given lengths, whose words stand one after the other.

    As in spaCy there are as many empty rows around each sentence as there are layers, so that no sentence sees another.
    """
    pad = len(windows)
    inside = np.repeat(np.arange(1, len(lengths) + 1) * pad, lengths) + np.arange(len(words))
    width = words.shape[1]
    rows: Floats = np.zeros((len(words) + pad * (len(lengths) + 1), width), np.float32)
    rows[inside] = words
    seen: Floats = np.zeros((len(rows), 3 * width), np.float32)
    for window in windows:
        seen[1:, :width] = rows[:-1]
        seen[:, width : 2 * width] = rows
        seen[:-1, 2 * width :] = rows[1:]
        pieces = seen @ window.weights
        pieces += window.bias
        best = pieces.reshape(len(rows), -1, width).max(axis=1)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + _VARIANCE_FLOOR
        best *= window.scale / np.sqrt(variance)[:, None]
        best += window.shift
        rows += best
    result: Floats = rows[inside]
    return result
