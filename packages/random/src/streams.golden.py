"""Writes streams.golden.json: what keys and distributions give, by an implementation of its own from their definitions.

Usage: python3 streams.golden.py > streams.golden.json      (mpmath 1)

Whole numbers and uniform numbers must agree to the last bit; the others use this language's logarithm and exponential
and mpmath's normal quantile, and agree to about 14 digits.
"""

import json
import math

import mpmath

mpmath.mp.dps = 40
MASK = 0xFFFFFFFF


def threefry(key, counter):
    ks = (key[0], key[1], 0x1BD11BDA ^ key[0] ^ key[1])
    x, y = (counter[0] + ks[0]) & MASK, (counter[1] + ks[1]) & MASK
    rotations = (13, 15, 26, 6, 17, 29, 16, 24)
    for r in range(20):
        x = (x + y) & MASK
        d = rotations[r % 8]
        y = (((y << d) | (y >> (32 - d))) & MASK) ^ x
        if r % 4 == 3:
            s = r // 4 + 1
            x = (x + ks[s % 3]) & MASK
            y = (y + ks[(s + 1) % 3] + s) & MASK
    return x, y


def absorb(state, text):
    data = text.encode("utf-8") + b"\xff"
    data += b"\x00" * (-len(data) % 8)
    for i in range(0, len(data), 8):
        block = int.from_bytes(data[i : i + 4], "big"), int.from_bytes(data[i + 4 : i + 8], "big")
        out = threefry(state, block)
        state = out[0] ^ block[0], out[1] ^ block[1]
    return state


def fold_index(key, index):
    return threefry(key, (index & MASK, 0x80000000 + (index >> 32)))


def fold_label(key, label):
    return absorb(threefry(key, (0, 0xC0000000)), label)


def split(key, n):
    return [threefry(key, (i, 0xA0000000)) for i in range(n)]


def uniform(key, i, attempt=0):
    a, b = threefry(key, (i, attempt))
    return ((a >> 6) * 2**26 + (b >> 6) + 0.5) / 2**52


def quantile(p):
    return float(mpmath.sqrt(2) * mpmath.erfinv(2 * mpmath.mpf(p) - 1))


def integer(key, i, below):
    limit = 2**32 - 2**32 % below
    attempt = 0
    while True:
        for word in threefry(key, (i, attempt)):
            if word < limit:
                return word % below
        attempt += 1


def shuffled(key, n, count):
    values = list(range(n))
    for i in range(count):
        j = i + integer(key, i, n - i)
        values[i], values[j] = values[j], values[i]
    return values[:count]


def gamma_from_one(key, i, shape):
    d = shape - 1 / 3
    attempt = 0
    while True:
        z = quantile(uniform(key, i, attempt))
        v = (1 + z / math.sqrt(9 * d)) ** 3
        u = uniform(key, i, attempt + 1)
        if v > 0 and math.log(u) < z * z / 2 + d - d * v + d * math.log(v):
            return d * v
        attempt += 2


def log_gamma_number(key, i, shape):
    if shape >= 1:
        return math.log(gamma_from_one(key, i, shape))
    return math.log(gamma_from_one(key, i, shape + 1)) + math.log(uniform(key, i, 0x40000000)) / shape


def beta(key, i, a, b):
    first, second = split(key, 2)
    difference = log_gamma_number(second, i, b) - log_gamma_number(first, i, a)
    return 1 / (1 + math.exp(difference)) if difference < 700 else 0.0


def dirichlet(key, concentrations):
    logs = [log_gamma_number(key, i, c) for i, c in enumerate(concentrations)]
    values = [math.exp(v - max(logs)) for v in logs]
    return [v / sum(values) for v in values]


def categorical(key, i, weights):
    point = uniform(key, i) * sum(weights)
    total = 0
    for index, weight in enumerate(weights):
        total += weight
        if total > point:
            return index


KEY = (0x01234567, 0x89ABCDEF)
words = lambda key: {"high": key[0], "low": key[1]}
labels = ["", "a", "b", "1", "masks", "12345678", "1234567", "123456789", "µ∈ℝ — ünïcödé 🎲", "x" * 100]
indices = [0, 1, 2, 255, 2**32 - 1, 2**32, 2**32 + 1, 2**53 - 1]
flat = lambda blocks: [word for block in blocks for word in block]

print(
    json.dumps(
        {
            "key": words(KEY),
            "textSeeds": [[t, words(absorb((0x243F6A88, 0x85A308D3), t))] for t in labels],
            "labels": [[t, words(fold_label(KEY, t))] for t in labels],
            "indices": [[i, words(fold_index(KEY, i))] for i in indices],
            "split": [words(k) for k in split(KEY, 5)],
            "bits": flat(threefry(KEY, (i, 0)) for i in range(8)),
            "uniform": [uniform(KEY, i) for i in range(16)],
            "normal": [quantile(uniform(KEY, i)) for i in range(64)],
            "exponential": [-math.log(uniform(KEY, i)) for i in range(16)],
            "integers": [[b, [integer(KEY, i, b) for i in range(24)]] for b in (1, 2, 6, 1000, 3 * 2**29, 2**31 - 1, 2**31)],
            "permutation": [[n, shuffled(KEY, n, n)] for n in (0, 1, 2, 5, 40)],
            "choose": [[n, c, sorted(shuffled(KEY, n, c))] for n, c in ((5, 0), (5, 2), (5, 5), (100, 12))],
            "gamma": [[s, [math.exp(log_gamma_number(KEY, i, s)) for i in range(16)]] for s in (0.05, 0.5, 1, 2.5, 1e4)],
            "beta": [[a, b, [beta(KEY, i, a, b) for i in range(16)]]
                     for a, b in ((1, 1), (2.5, 0.5), (0.1, 0.1), (0.001, 0.002), (300, 20))],
            "dirichlet": [[c, dirichlet(KEY, c)] for c in ([1], [1, 1, 1], [0.5, 3, 20], [0.001] * 4, [1e-5, 2])],
            "categorical": [[w, [categorical(KEY, i, w) for i in range(32)]]
                            for w in ([1, 2, 3, 4], [0, 1, 0, 1, 0], [0.25] * 4, [5])],
            "bernoulli": [[p, [int(uniform(KEY, i) < p) for i in range(32)]] for p in (0.1, 0.5, 0.9)],
        }
    )
)
