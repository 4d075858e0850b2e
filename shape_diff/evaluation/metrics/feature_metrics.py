"""Scores from what a trained shape network sees: Frechet distance, inception score and R-precision.

Point-E (Nichol et al. 2022, arXiv 2212.08751, section 5.2) calls the first two P-FID and P-IS, there with a PointNet++
trained on ModelNet40. Ours read the network of `networks/judge.py`, so the numbers cannot be compared with theirs.
"""

import numpy as np
from scipy.linalg import eigvalsh


def frechet_distance(a: np.ndarray, b: np.ndarray) -> float:
    """Frechet distance of the Gaussians fitted to features (n, d) and (m, d).

    Heusel et al. 2017, arXiv 1706.08500, equation 6.

    It falls with the number of samples, so only equally large sets compare; below d samples covariances are singular,
    which the distance allows.

    Raises:
        ValueError: fewer than two samples in a set.
    """
    if min(len(a), len(b)) < 2:
        raise ValueError(f"the Frechet distance needs at least 2 samples a set, got {len(a)} and {len(b)}")
    a, b = a.astype(np.float64), b.astype(np.float64)
    first, second = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    # tr sqrt(AB) is the sum of the roots of the eigenvalues of sqrt(A) B sqrt(A), which is symmetric.
    root = _square_root(first)
    cross = np.sqrt(np.maximum(eigvalsh(root @ second @ root), 0)).sum()
    shift = a.mean(axis=0) - b.mean(axis=0)
    return float(max(0.0, shift @ shift + np.trace(first) + np.trace(second) - 2 * cross))


def _square_root(covariance: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(covariance)
    return (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T


def inception_score(probabilities: np.ndarray) -> float:
    """exp of the mean Kullback-Leibler divergence of class probabilities (n, k) from their mean.

    Salimans et al. 2016, arXiv 1606.03498, section 4.

    1 if all samples look alike to the classifier, k if they are sure and evenly spread.
    """
    safe = np.maximum(probabilities.astype(np.float64), 1e-12)
    return float(np.exp((safe * (np.log(safe) - np.log(safe.mean(axis=0)))).sum(axis=1).mean()))


def r_precision(similarity: np.ndarray, candidates: int = 100, seed: int = 0) -> float:
    """Share of shapes whose own caption is ranked first among `candidates` captions (after Park et al. 2021).

    Args:
        similarity: (n, n) of shape i to caption j; the diagonal holds the pairs that belong together.
        candidates: the own caption and so many others less one, drawn anew for each shape; all if there are fewer.
        seed: of the draw.
    """
    n = len(similarity)
    count = min(candidates, n) - 1
    generator = np.random.default_rng(seed)
    hits = 0
    for i in range(n):
        others = generator.permutation(np.delete(np.arange(n), i))[:count]
        hits += bool((similarity[i, others] < similarity[i, i]).all())
    return hits / n
