"""Writes elementary.golden.json: logarithms, exponentials and normal quantiles, each [argument, value rounded once].

Usage: python3 elementary.golden.py > elementary.golden.json      (mpmath 1)
"""

import json
import math
import random

import mpmath

mpmath.mp.dps = 60
random.seed(11)

near_one = [1 + s * 2.0**-k for k in range(1, 53, 3) for s in (-1, 1)]
ends = [5e-324, 1e-310, 2.0**-1022, 2.0**-53, 0.5, math.sqrt(0.5), 1.0, math.sqrt(2), 2.0, math.e, 10.0, 1.7e308]
spread = [random.uniform(0.5, 2) * 2.0 ** random.randint(-1000, 1000) for _ in range(150)]
units = [random.random() for _ in range(150)]
exponents = (
    [0.0, 1e-300, -1e-20, 2.0**-54, 0.5, -0.5, 1.0, -1.0, 709.7, -708.0, -720.5, -744.9, 0.34657359027997264, 88.5]
    + [random.uniform(-700, 700) for _ in range(120)]
    + [random.uniform(-1, 1) for _ in range(120)]
)
probabilities = (
    [2.0**-53, 1 - 2.0**-53, 1e-12, 1e-6, 0.001, 0.0749, 0.075, 0.0751, 0.25, 0.4999999, 0.75, 0.925, 0.9251, 0.999]
    + [2.0**-k for k in range(2, 53, 3)]
    + [random.random() for _ in range(150)]
)


def quantile(p):
    return mpmath.sqrt(2) * mpmath.erfinv(2 * mpmath.mpf(p) - 1)


print(
    json.dumps(
        {
            "logarithm": [[x, float(mpmath.log(x))] for x in near_one + ends + spread + units],
            "exponential": [[x, float(mpmath.exp(x))] for x in exponents],
            "normalQuantile": [[p, float(quantile(p))] for p in probabilities],
        }
    )
)
