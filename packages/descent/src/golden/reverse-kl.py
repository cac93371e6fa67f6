"""A descent of reverse KL by an independent numpy program: writes reverse-kl.golden.json.

Run: python3 reverse-kl.py   (needs numpy)
The experiment of "Big Cooperative Learning", section 4.1, stated in a few lines and made small: four components in the plane
descend KL(p || q) on the joint distribution and on the first coordinate after a rotation, along samples, stratified by
component, with the parameters inside the log-densities held still. Start, rotations, labels and noise are written out, so
that another program can take the same steps.
"""
import json, pathlib
import numpy as np

rng = np.random.default_rng(5)
K, samples, inner, rate = 4, 24, 3, 0.1
centres = np.array([[-2.0, -2.0], [-2.0, 2.0], [2.0, -2.0], [2.0, 2.0], [0.0, 0.0]])
target_covariances = np.array([np.eye(2) * 0.3] * len(centres))
target_weights = np.full(len(centres), 1 / len(centres))


def score(y, w, m, C):
    """Gradient of the log-density of a mixture at the rows of y."""
    precision = np.linalg.inv(C)
    difference = y[:, None, :] - m[None]
    pulled = np.einsum("kij,nkj->nki", precision, difference)
    logs = np.log(w) - 0.5 * np.linalg.slogdet(2 * np.pi * C)[1] - 0.5 * np.einsum("nki,nki->nk", pulled, difference)
    r = np.exp(logs - logs.max(1, keepdims=True))
    r /= r.sum(1, keepdims=True)
    return -np.einsum("nk,nki->ni", r, pulled)


weights = np.array([0.4, 0.3, 0.2, 0.1])
m = rng.standard_normal((K, 2))
P = 0.3 * rng.standard_normal((K, 3))  # log L11, L21, log L22


def factors():
    L = np.zeros((K, 2, 2))
    L[:, 0, 0], L[:, 1, 0], L[:, 1, 1] = np.exp(P[:, 0]), P[:, 1], np.exp(P[:, 2])
    return L


start = {"means": m.ravel().tolist(), "factors": factors().ravel().tolist()}
steps = []
for step in range(4):
    joint = step == 2
    Q, R = np.linalg.qr(rng.standard_normal((2, 2)))
    A = np.eye(2) if joint else Q * np.sign(np.diag(R))
    rows = A if joint else A[:1]
    labels, noise = [], []
    for _ in range(inner):
        z = rng.choice(K, samples, p=weights)
        e = rng.standard_normal((samples, 2))
        labels.append(z.tolist())
        noise.append(e.ravel().tolist())
        L = factors()
        y = (m[z] + np.einsum("nij,nj->ni", L[z], e)) @ rows.T
        covariance = L @ L.transpose(0, 2, 1)
        project = lambda C: rows @ C @ rows.T
        slope = score(y, weights, m @ rows.T, project(covariance)) - score(y, target_weights, centres @ rows.T, project(target_covariances))
        count = np.bincount(z, minlength=K)
        g = (weights / np.maximum(count, 1))[z][:, None] * (slope @ rows)
        by_mean, by_factor = np.zeros((K, 2)), np.zeros((K, 2, 2))
        for n in range(samples):
            by_mean[z[n]] += g[n]
            by_factor[z[n]] += np.outer(g[n], e[n])
        m = m - rate * by_mean
        P = P - rate * np.stack([by_factor[:, 0, 0] * L[:, 0, 0], by_factor[:, 1, 0], by_factor[:, 1, 1] * L[:, 1, 1]], 1)
    L = factors()
    stored = L.copy()
    stored[:, [0, 1], [0, 1]] = np.log(L[:, [0, 1], [0, 1]])
    steps.append({"joint": joint, "rotation": A.ravel().tolist(), "labels": labels, "noise": noise,
                  "means": m.ravel().tolist(), "factors": stored.ravel().tolist()})
out = {"made_by": "numpy " + np.__version__, "rate": rate, "inner": inner, "samples": samples, "centres": centres.tolist(),
       "variance": 0.3, "weights": weights.tolist(), "start": start, "steps": steps}
pathlib.Path(__file__).with_suffix("").with_suffix(".golden.json").write_text(json.dumps(out) + "\n")
