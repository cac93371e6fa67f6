"""Times iterations of EM by scikit-learn's GaussianMixture with full covariances.

Usage: python3 scikit_learn.py JOB
JOB is the JSON text of an EMJob (src/programs/job.ts); prints an EMTimings as one JSON line. The number of threads is the
environment's. An iteration is what GaussianMixture.fit repeats, an E step and an M step, begun with the mixture of the job.
"""
import json
import resource
import sys
import time

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture
from sklearn.mixture._gaussian_mixture import _compute_precision_cholesky

job = json.loads(sys.argv[1])
rows, columns, components = job["rows"], job["columns"], job["components"]
data = np.fromfile(job["data"], dtype="<f8").reshape(rows, columns)
model = GaussianMixture(components, reg_covar=job["ridge"])


def begin(file):
    numbers = np.fromfile(file, dtype="<f8")
    model.weights_ = numbers[:components].copy()
    model.means_ = numbers[components : components * (1 + columns)].reshape(components, columns).copy()
    model.covariances_ = numbers[components * (1 + columns) :].reshape(components, columns, columns).copy()
    model.precisions_cholesky_ = _compute_precision_cholesky(model.covariances_, "full")


def iterate():
    log_likelihood, log_responsibilities = model._e_step(data)
    model._m_step(data, log_responsibilities)
    return log_likelihood


begin(job["phases"][0]["start"])
for _ in range(job["warmUp"]):
    iterate()
phases = []
for phase in job["phases"]:
    begin(phase["start"])
    milliseconds = []
    begun = time.process_time()
    while len(milliseconds) < phase["iterations"] and sum(milliseconds) < 1000 * phase.get("seconds", float("inf")):
        if not phase["goOn"]:
            begin(phase["start"])
        start = time.perf_counter()
        log_likelihood = iterate()
        milliseconds.append(1000 * (time.perf_counter() - start))
    processor = 1000 * (time.process_time() - begun) / len(milliseconds)
    phases.append({"milliseconds": milliseconds, "processorMilliseconds": processor, "meanLogLikelihood": float(log_likelihood)})
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"version": sklearn.__version__, "phases": phases, "megabytes": peak / 1e6}))
