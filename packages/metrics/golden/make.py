"""Golden cases for @bcl/metrics from scikit-learn and SciPy.

    python3 make.py          # writes scores.golden.json and assignment.golden.json beside itself

Needs scikit-learn (1.2.1 made the committed files) and SciPy.
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

here = Path(__file__).parent
rng = np.random.default_rng(20240229)


def accuracy(classes, clusters):
    counts = contingency_matrix(classes, clusters)
    rows, columns = linear_sum_assignment(counts, maximize=True)
    return counts[rows, columns].sum() / len(classes)


def labellings():
    yield "equal", [0, 1, 2, 2, 1, 0], [0, 1, 2, 2, 1, 0]
    yield "relabelled", [0, 1, 2, 2, 1, 0], [5, -3, 7, 7, -3, 5]
    yield "both one group", [1, 1, 1], [4, 4, 4]
    yield "one cluster", [0, 0, 1, 2], [0, 0, 0, 0]
    yield "one class", [0, 0, 0, 0], [0, 1, 1, 2]
    yield "all single", [0, 1, 2, 3], [3, 2, 1, 0]
    yield "single against one", [0, 1, 2, 3], [0, 0, 0, 0]
    yield "independent", [0, 0, 1, 1], [0, 1, 0, 1]
    yield "one item", [3], [8]
    yield "below chance", [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1]
    for n, classes, clusters in [(20, 3, 3), (50, 2, 7), (200, 10, 4), (500, 6, 12), (1000, 26, 26)]:
        truth = rng.integers(classes, size=n)
        yield f"random {n} {classes} {clusters}", truth.tolist(), rng.integers(clusters, size=n).tolist()
        noisy = np.where(rng.random(n) < 0.7, truth % clusters, rng.integers(clusters, size=n))
        yield f"related {n} {classes} {clusters}", truth.tolist(), noisy.tolist()
        skewed = np.minimum(rng.geometric(0.4, size=n) - 1, clusters - 1)
        yield f"skewed {n} {classes} {clusters}", truth.tolist(), skewed.tolist()


scores = [
    {
        "name": name,
        "classes": classes,
        "clusters": clusters,
        "contingency": contingency_matrix(classes, clusters).ravel().tolist(),
        "nmi": {
            average: normalized_mutual_info_score(classes, clusters, average_method=average)
            for average in ["arithmetic", "geometric", "min", "max"]
        },
        "ari": adjusted_rand_score(classes, clusters),
        "accuracy": accuracy(classes, clusters),
    }
    for name, classes, clusters in labellings()
]
(here / "scores.golden.json").write_text(json.dumps({"sklearn": sklearn.__version__, "cases": scores}) + "\n")

assignments = []
for rows, columns in [(1, 1), (3, 3), (2, 5), (5, 2), (12, 10), (10, 12), (30, 30)]:
    for cost in [rng.normal(size=(rows, columns)), rng.integers(0, 4, size=(rows, columns)).astype(float)]:
        chosen = linear_sum_assignment(cost)
        assignments.append(
            {"rows": rows, "columns": columns, "cost": cost.ravel().tolist(), "total": cost[chosen].sum()}
        )
(here / "assignment.golden.json").write_text(
    json.dumps({"scipy": scipy.__version__, "cases": assignments}) + "\n"
)
