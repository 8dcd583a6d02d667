"""A small linear classifier over vectors: multinomial logistic regression, kept without pickle."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from brain.embedder import Vectors

Ranking = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Softmax:
    """Labels with their weights and biases."""

    labels: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    biases: npt.NDArray[np.float32]

    def rank(self, vector: Vectors) -> Ranking:
        """Give all labels with their probabilities, the likeliest first."""
        chances = self.chances(vector)
        return [(self.labels[at], float(chances[at])) for at in np.argsort(-chances)]

    def chances(self, vector: Vectors) -> npt.NDArray[np.float32]:
        """Give a probability a label."""
        return softmax(self.weights @ vector + self.biases)

    def save(self, file: Path) -> None:
        """Write the classifier as plain arrays."""
        labels = np.array(self.labels, dtype=str)
        np.savez(file, labels=labels, weights=self.weights, biases=self.biases)

    @classmethod
    def read(cls, file: Path) -> "Softmax":
        """Read what `save` wrote."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(tuple(kept["labels"].tolist()), kept["weights"], kept["biases"])


def softmax(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Turn scores into probabilities."""
    chances = np.exp(scores - scores.max())
    return chances / chances.sum()


def learn(vectors: Vectors, labels: list[str], strength: float = 30.0) -> Softmax:
    """Fit the classifier; `strength` is the inverse of the regularisation."""
    from sklearn.linear_model import LogisticRegression

    names = sorted(set(labels))
    if len(names) < 2:
        empty = np.zeros((len(names), vectors.shape[1]), dtype=np.float32)
        return Softmax(tuple(names), empty, np.zeros(len(names), dtype=np.float32))
    model = LogisticRegression(C=strength, max_iter=100, tol=1e-3, random_state=42)
    model.fit(vectors, labels)
    weights, biases = model.coef_, model.intercept_
    if len(names) == 2:
        weights, biases = np.vstack([-weights, weights]) / 2, np.array([-biases[0], biases[0]]) / 2
    return Softmax(
        tuple(model.classes_.tolist()), weights.astype(np.float32), biases.astype(np.float32)
    )
