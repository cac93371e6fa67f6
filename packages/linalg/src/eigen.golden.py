"""Writes eigen.golden.json: symmetric matrices and their eigenvalues, from independent programs.

Usage: python3 eigen.golden.py > eigen.golden.json      (numpy 2, mpmath 1)

The matrices have exact float64 entries, and the eigenvalues come from mpmath with 60 digits, rounded once; numpy's are
checked against them.
"""

import json

import mpmath
import numpy as np

mpmath.mp.dps = 60


def case(name, matrix):
    a = np.array(matrix, dtype=float)
    exact = sorted(float(value) for value in mpmath.eigsy(mpmath.matrix(a.tolist()), eigvals_only=True))
    assert np.allclose(np.linalg.eigvalsh(a), exact, atol=1e-13 * np.abs(a).max() * len(a))
    return {"name": name, "n": len(a), "matrix": a.ravel().tolist(), "values": exact}


def hilbert(n):
    return [[1 / (i + j + 1) for j in range(n)] for i in range(n)]


def wilkinson(n):
    half = (n - 1) / 2
    return np.diag([abs(i - half) for i in range(n)]) + np.eye(n, k=1) + np.eye(n, k=-1)


def arrow(n):
    a = np.diag(np.arange(1.0, n + 1))
    a[0, 1:] = a[1:, 0] = 0.5
    return a


def random_symmetric(n, seed):
    g = np.random.default_rng(seed).standard_normal((n, n))
    return np.round((g + g.T) * 1024) / 2048


def low_rank(n, rank, seed):
    g = np.round(np.random.default_rng(seed).standard_normal((n, rank)) * 16)
    return g @ g.T


print(
    json.dumps(
        [
            case("Hilbert 8 (condition 1e10)", hilbert(8)),
            case("Wilkinson W21+ (pairs that agree to 14 digits)", wilkinson(21)),
            case("random 12", random_symmetric(12, 1)),
            case("random 30", random_symmetric(30, 2)),
            case("rank 2 of 10 (0 eight times)", low_rank(10, 2, 3)),
            case("ones 9 (0 eight times)", np.ones((9, 9))),
            case("arrow 7", arrow(7)),
        ]
    )
)
