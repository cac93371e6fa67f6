"""Writes mat.golden.json: MATLAB level 5 files made by scipy, as base64, with the values that were put in.

Usage: python3 mat_golden.py > mat.golden.json      (made with scipy 1.17.1 and numpy 2.4.6)
"""

import base64
import io
import json

import numpy as np
import scipy.io
import scipy.sparse

doubles = np.array([[1.5, -2.25, np.nan], [4.0, 5e-300, 1e300]])
types = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "single", "double"]


def mat(variables, compress):
    out = io.BytesIO()
    scipy.io.savemat(out, variables, do_compression=compress)
    return base64.b64encode(out.getvalue()).decode()


def plain(array):
    return [[None if x != x else float(x) for x in row] for row in array]


numeric = {t: np.array([[0, 1, 2], [3, 100, 127]], dtype="f4" if t == "single" else "f8" if t == "double" else t) for t in types}
labelled = {"X": doubles, "y": np.array([[3], [1]], dtype="uint8")}
others = {
    "text": "hello",
    "cell": np.array([[1, "a"]], dtype=object),
    "structure": {"a": 1.0},
    "sparse": scipy.sparse.csc_matrix(np.eye(3)),
    "complex": np.array([[1 + 2j]]),
    "volume": np.zeros((2, 3, 4)),
    "M": np.array([[7.0, 8.0]]),
}
golden = {
    "doubles": plain(doubles),
    "plain": mat({"DataSet": doubles}, False),
    "compressed": mat({"DataSet": doubles}, True),
    "types": mat(numeric, True),
    "labelled": mat(labelled, True),
    "others": mat(others, True),
    "infinite": mat({"M": np.array([[1.0, np.inf]])}, False),
}
print(json.dumps(golden, indent=1))
