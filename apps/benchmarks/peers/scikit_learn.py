"""Milliseconds per EM iteration of scikit-learn's GaussianMixture with full covariances.

Usage: python3 scikit_learn.py FILE ROWS COLUMNS COMPONENTS ITERATIONS
FILE holds little-endian float64, row by row. Prints one JSON line. The number of threads is the environment's.
One fit of ITERATIONS steps has one E step more than it has M steps, hence the divisor.
"""
import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture

path, (rows, columns, components, iterations) = sys.argv[1], map(int, sys.argv[2:6])
data = np.fromfile(path, dtype="<f8").reshape(rows, columns)
model = GaussianMixture(components, max_iter=iterations, tol=0, init_params="random_from_data", reg_covar=1e-2, random_state=0)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    model.fit(data)
    start = time.perf_counter()
    model.fit(data)
    seconds = time.perf_counter() - start
print(json.dumps({"version": sklearn.__version__, "milliseconds": 1000 * seconds / (iterations + 1), "meanLogLikelihood": model.score(data)}))
