"""Writes factorizations.golden.json: factors, inverses, determinants and ranks from numpy.

Usage: python3 factorizations.golden.py > factorizations.golden.json      (numpy 2)
"""

import json

import numpy as np

rng = np.random.default_rng(7)


def flat(a):
    return np.asarray(a).ravel().tolist()


def positive_definite(n):
    g = np.round(rng.standard_normal((n, n + 2)) * 64) / 64
    a = g @ g.T
    b = np.round(rng.standard_normal(n) * 64) / 64
    return {
        "n": n,
        "a": flat(a),
        "b": flat(b),
        "cholesky": flat(np.linalg.cholesky(a)),
        "inverse": flat(np.linalg.inv(a)),
        "logDeterminant": float(np.linalg.slogdet(a)[1]),
        "solution": flat(np.linalg.solve(a, b)),
    }


def qr(rows, columns):
    a = np.round(rng.standard_normal((rows, columns)) * 64) / 64
    q, r = np.linalg.qr(a, mode="complete")
    # numpy leaves the signs open; here the diagonal of R is positive.
    signs = np.ones(rows)
    count = min(rows, columns)
    signs[:count] = np.where(np.diag(r) < 0, -1, 1)
    return {
        "rows": rows,
        "columns": columns,
        "a": flat(a),
        "leadingColumns": flat((q * signs)[:, :count]),
        "r": flat(signs[:, None] * r),
    }


def ranked(rows, columns, rank):
    left = np.round(rng.standard_normal((rows, rank)) * 8)
    right = np.round(rng.standard_normal((rank, columns)) * 8)
    a = left @ right
    return {"rows": rows, "columns": columns, "a": flat(a), "rank": int(np.linalg.matrix_rank(a))}


print(
    json.dumps(
        {
            "positiveDefinite": [positive_definite(n) for n in (1, 2, 3, 7, 16)],
            "qr": [qr(*shape) for shape in ((1, 1), (3, 3), (6, 4), (4, 6), (9, 9))],
            "ranked": [ranked(*shape) for shape in ((5, 3, 2), (8, 8, 5), (3, 9, 3), (12, 4, 1), (20, 20, 13))],
        }
    )
)
