"""Trajectories of scikit-learn's GaussianMixture, to which plain EM must be equal: writes scikit-learn.golden.json.

Run: python3 scikit-learn.py   (needs numpy and scikit-learn; made with Debian's 1.2.1)
The same start is given to both; after 1, 5 and 50 iterations: weights, means, covariances, mean log-likelihood.
"""
import json, warnings, pathlib
import numpy as np, sklearn
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore")
rng = np.random.default_rng(7)
K, D, N = 3, 3, 120
centres = rng.normal(size=(K, D)) * 2
shapes = rng.normal(size=(K, D, D)) * 0.7
X = np.concatenate([centres[k] + rng.normal(size=(N // K, D)) @ shapes[k] for k in range(K)])
weights = np.array([0.5, 0.3, 0.2])
means = rng.normal(size=(K, D))
names = {"full": "full", "tied": "tied", "diagonal": "diag", "spherical": "spherical"}
start = {
    "full": np.tile(np.eye(D), (K, 1, 1)),
    "tied": np.eye(D),
    "diagonal": np.ones((K, D)),
    "spherical": np.ones(K),
}
cases = []
for ours, theirs in names.items():
    for ridge in (1e-6, 1e-2):
        steps = []
        for iterations in (1, 5, 50):
            model = GaussianMixture(K, covariance_type=theirs, max_iter=iterations, tol=0, reg_covar=ridge, weights_init=weights,
                                    means_init=means, precisions_init=start[ours], random_state=0).fit(X)
            assert model.n_iter_ == iterations
            steps.append({"iterations": iterations, "weights": model.weights_.tolist(), "means": model.means_.ravel().tolist(),
                          "covariances": model.covariances_.ravel().tolist(), "score": float(model.score(X)),
                          "bic": float(model.bic(X)), "aic": float(model.aic(X))})
        cases.append({"covarianceType": ours, "ridge": ridge, "steps": steps})
out = {"made_by": "scikit-learn " + sklearn.__version__, "rows": X.tolist(), "weights": weights.tolist(), "means": means.tolist(), "cases": cases}
pathlib.Path(__file__).with_suffix("").with_suffix(".golden.json").write_text(json.dumps(out))
