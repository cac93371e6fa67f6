"""Golden cases of the distances between samples, from NumPy and SciPy.

    python3 distances.py          # writes distances.golden.json beside itself

SciPy 1.17.1 and NumPy 2.4.6 made the committed file.
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist
from scipy.stats import energy_distance, wasserstein_distance

rng = np.random.default_rng(20261122)


def numbers(values):
    return np.asarray(values).ravel().round(6).tolist()


def line(n, m, ties):
    a, b = rng.normal(size=n), 0.5 + 1.5 * rng.normal(size=m)
    if ties:
        a, b = np.round(2 * a), np.round(2 * b)
    a, b = a.round(6), b.round(6)
    case = {
        "name": f"{n} against {m}{' with ties' if ties else ''}",
        "a": numbers(a),
        "b": numbers(b),
        "wasserstein": wasserstein_distance(a, b),
        "energy": energy_distance(a, b) ** 2,
    }
    if n == m:
        case["wasserstein2"] = float(np.sqrt(np.mean((np.sort(a) - np.sort(b)) ** 2)))
    return case


def space(n, m, dimension):
    turn = rng.normal(size=(dimension, dimension))
    a = rng.normal(size=(n, dimension)).round(6)
    b = (0.3 + rng.normal(size=(m, dimension)) @ turn).round(6)
    directions = rng.normal(size=(7, dimension)).round(6)
    unit = directions / np.linalg.norm(directions, axis=1, keepdims=True)
    slices = [wasserstein_distance(a @ u, b @ u) for u in unit]
    roots = sqrtm(np.cov(a.T) @ np.cov(b.T)).real
    gap = a.mean(0) - b.mean(0)
    return {
        "name": f"{n} against {m} in {dimension} dimensions",
        "dimension": dimension,
        "a": numbers(a),
        "b": numbers(b),
        "directions": numbers(directions),
        "energy": 2 * cdist(a, b).mean() - cdist(a, a).mean() - cdist(b, b).mean(),
        "sliced": float(np.mean(slices)),
        "frechet": float(gap @ gap + np.trace(np.cov(a.T)) + np.trace(np.cov(b.T)) - 2 * np.trace(roots)),
    }


cases = {
    "made with": f"numpy {np.__version__}, scipy {scipy.__version__}",
    "line": [line(1, 1, False), line(20, 20, False), line(17, 40, False), line(30, 12, True), line(25, 25, True)],
    "space": [space(30, 30, 2), space(40, 25, 3), space(60, 50, 6)],
}
Path(__file__).parent.joinpath("distances.golden.json").write_text(json.dumps(cases, indent=1) + "\n")
