"""One outer iteration of BigLearn-EM (five EM steps) in numpy, as plainly and as fast as it is usually written.

Reads pixels (float32, rows x columns) and labels of a first clustering (int32) from files, starts as the app does, and prints a line
of JSON: wall-clock and processor seconds of a rotated iteration, of a joint one, and of a joint one with the app's own two shortcuts
(eigenvalues above the floor alone; only the pairs of row and component that matter).

Usage: python3 numpy_iteration.py PIXELS LABELS ROWS COLUMNS COMPONENTS FLOOR TARGET
"""
import json
import sys
import time

import numpy as np

pixels, labels, rows, columns, components, floor, target = sys.argv[1:8]
N, D, K, floor, size = int(rows), int(columns), int(components), float(floor), int(target)
X = np.fromfile(pixels, np.float32).reshape(N, D).astype(np.float64)
first = np.fromfile(labels, np.int32)
alpha = 1 / K
rng = np.random.default_rng(0)


def floored(C):
    values, vectors = np.linalg.eigh(C)
    return (vectors * np.maximum(values, floor)) @ vectors.T


def responsibilities(log_joint):
    top = log_joint.max(1, keepdims=True)
    R = np.exp(log_joint - top)
    return R / R.sum(1, keepdims=True)


def maximise(Y, R):
    share = R.mean(0)
    safe = np.maximum(1e-5, share) * len(Y)
    means = (R.T @ Y) / safe[:, None]
    covariances = []
    for k in range(K):
        d = Y - means[k]
        covariances.append((d * R[:, k : k + 1]).T @ d / safe[k])
    return (share + alpha) / (1 + K * alpha), means, covariances


def expect(Y, weights, means, covariances):
    log_joint = np.empty((len(Y), K))
    for k in range(K):
        L = np.linalg.cholesky(covariances[k])
        z = (Y - means[k]) @ np.linalg.inv(L).T
        log_joint[:, k] = np.log(weights[k]) - 0.5 * np.einsum("ij,ij->i", z, z) - np.log(np.diag(L)).sum()
    return responsibilities(log_joint)


def joint(model):
    for _ in range(5):
        weights, means, covariances = maximise(X, expect(X, *model))
        model = weights, means, [floored(C) for C in covariances]
    return model


def rotated(model):
    weights, means, covariances = model
    Q, R = np.linalg.qr(rng.standard_normal((D, D)))
    A = (Q * np.sign(np.diag(R))).T
    T = np.sort(rng.permutation(D)[:size])
    block = np.ix_(T, T)
    Y = X @ A[T].T
    means = means @ A.T
    covariances = [A @ C @ A.T for C in covariances]
    for _ in range(5):
        part = weights, means[:, T], [C[block] for C in covariances]
        weights, updated, blocks = maximise(Y, expect(Y, *part))
        means[:, T] = updated
        for k in range(K):
            covariances[k][block] = blocks[k]
            covariances[k] = floored(covariances[k])
    return weights, means @ A, [floored(A.T @ C @ A) for C in covariances]


def joint_with_shortcuts(model):
    weights, means, covariances = model
    spectra = [np.linalg.eigh(C) for C in covariances]
    for _ in range(5):
        log_joint = np.empty((N, K))
        for k, (values, vectors) in enumerate(spectra):
            above = values > floor
            kept = values[above]
            d = X - means[k]
            z = d @ vectors[:, above]
            q = (np.einsum("ij,ij->i", d, d) - (z * z) @ (1 - floor / kept)) / floor
            log_joint[:, k] = np.log(weights[k]) - 0.5 * (q + np.log(kept).sum() + (D - len(kept)) * np.log(floor))
        R = responsibilities(log_joint)
        share = R.mean(0)
        safe = np.maximum(1e-5, share) * N
        for k in range(K):
            own = R[:, k] > 2.0**-73
            r, Y = R[own, k], X[own]
            means[k] = r @ Y / safe[k]
            d = Y - means[k]
            spectra[k] = np.linalg.eigh((d * r[:, None]).T @ d / safe[k])
        weights = (share + alpha) / (1 + K * alpha)


def timed(iteration, model):
    wall, processor = time.perf_counter(), time.process_time()
    iteration(model)
    return {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}


weights, means, covariances = maximise(X, np.eye(K)[first])
start = weights, means, [floored(C) for C in covariances]
copy = lambda: (start[0].copy(), start[1].copy(), [C.copy() for C in start[2]])
result = {name: timed(run, copy()) for name, run in [("joint", joint), ("rotated", rotated), ("shortcuts", joint_with_shortcuts)]}
print(json.dumps({"numpy": np.__version__, **result}))
