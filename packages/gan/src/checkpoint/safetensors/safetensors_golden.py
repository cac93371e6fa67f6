"""Makes safetensors.golden.json: a file as Python's own library writes it, with what it holds.

Usage: python3 safetensors_golden.py   (needs numpy and safetensors; written with safetensors 0.8.0)
"""

import base64
import json
from pathlib import Path

import numpy as np
import safetensors
from safetensors.numpy import save

tensors = {
    "weight": np.array([[1, -2.5, 1e-40], [np.pi, 3.4e38, -0.0]], np.float32),
    "special": np.array([np.nan, np.inf, -np.inf], np.float32),
    "half": np.array([1.5, 65504, 6e-8, -0.0], np.float16),
    "long": np.array([-1, 2**62], np.int64),
    "count": np.array(-7, np.int32),
    "pixels": np.array([[0, 255, 3]], np.uint8),
    "none": np.zeros((0, 3), np.float32),
    'a "name" \\ é\n': np.array([4], np.float32),
}
file = save(tensors, metadata={"note": 'line\nbreak, "quoted", \u0001, ä, 😀'})
answer = {
    "made_by": f"safetensors {safetensors.__version__}, numpy {np.__version__}",
    "file": base64.b64encode(file).decode(),
    "metadata": {"note": 'line\nbreak, "quoted", \u0001, ä, 😀'},
    "tensors": {
        name: {"type": kind, "shape": list(tensor.shape), "data": [str(value) for value in tensor.flatten().tolist()]}
        for name, tensor in tensors.items()
        for kind in [{"float32": "F32", "float16": "F16", "int64": "I64", "int32": "I32", "uint8": "U8"}[str(tensor.dtype)]]
    },
}
Path(__file__).with_name("safetensors.golden.json").write_text(json.dumps(answer, indent=2, ensure_ascii=False) + "\n")
