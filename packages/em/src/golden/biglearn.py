"""A trajectory of BigLearn-EM by an independent numpy program: writes biglearn.golden.json.

Run: python3 biglearn.py   (needs numpy)
The algorithm as the authors released it, stated here once more in numpy: EM steps on the marginal of y_T, y = A x, all
other blocks untouched, covariances floored after every step and after the way back, weights smoothed by alpha. All draws
(start, targets, rotations) are written out, so that another program can follow the same path.
"""
import json, pathlib
import numpy as np

rng = np.random.default_rng(11)
N, D, K, iterations, inner = 60, 3, 3, 50, 5
eps, alpha, guard = 1e-3, 1 / 3, 1e-5
X = np.concatenate([rng.normal(size=D) * 2 + rng.normal(size=(N // K, D)) @ (rng.normal(size=(D, D)) * 0.6) for _ in range(K)])


def floor(C):
    values, vectors = np.linalg.eigh((C + C.T) / 2)
    return vectors @ np.diag(np.maximum(values, eps)) @ vectors.T


def responsibilities(Y, w, m, C):
    logs = []
    for k in range(K):
        d = Y - m[k]
        logs.append(np.log(w[k]) - 0.5 * np.linalg.slogdet(2 * np.pi * C[k])[1] - 0.5 * np.einsum("ni,ij,nj->n", d, np.linalg.inv(C[k]), d))
    logs = np.array(logs).T
    top = logs.max(1, keepdims=True)
    e = np.exp(logs - top)
    return e / e.sum(1, keepdims=True)


w, m, C = np.full(K, 1 / K), rng.standard_normal((K, D)), np.array([np.eye(D)] * K)
start = m.copy()
draws, trace = [], []
for iteration in range(iterations):
    u = rng.random()
    T = list(range(D)) if u < 0.4 else sorted(rng.permutation(D)[: max(1, int(D * rng.beta(5, 1)))].tolist())
    A = np.eye(D)
    if u >= 0.5:
        Q, R = np.linalg.qr(rng.standard_normal((D, D)))
        A = Q * np.sign(np.diag(R))
    draws.append({"target": T, "rotation": A.ravel().tolist() if u >= 0.5 else None})
    Y, mm, CC = X @ A.T, m @ A.T, np.array([A @ c @ A.T for c in C])
    block = np.ix_(T, T)
    for _ in range(inner):
        r = responsibilities(Y[:, T], w, mm[:, T], np.array([c[block] for c in CC]))
        share = r.mean(0)
        for k in range(K):
            safe = max(guard, share[k])
            mean = (r[:, k] @ Y[:, T]) / N / safe
            d = Y[:, T] - mean
            mm[k, T] = mean
            CC[k][block] = (d * r[:, [k]]).T @ d / N / safe
            CC[k] = floor(CC[k])
        w = (share + alpha) / (share + alpha).sum()
    m, C = mm @ A, np.array([floor(A.T @ c @ A) for c in CC])
    if iteration in (0, 1, 4, 9, 19, 34, 49):
        trace.append({"iteration": iteration + 1, "weights": w.tolist(), "means": m.ravel().tolist(), "covariances": C.ravel().tolist()})
out = {"rows": X.tolist(), "floor": eps, "smoothing": alpha, "massGuard": guard, "innerSteps": inner, "start": start.ravel().tolist(), "draws": draws, "trace": trace}
pathlib.Path(__file__).with_name("biglearn.golden.json").write_text(json.dumps(out))
