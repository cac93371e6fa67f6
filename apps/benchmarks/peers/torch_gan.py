"""Times training steps of a GAN of two vision transformers by PyTorch, from the weights and rows that @bcl/gan is given.

Usage: python3 torch_gan.py JOB
JOB is the JSON text of a TrainingJob (src/training/job.ts); prints a TrainingTimings as one JSON line. A step is what
Training.advance does when everything is asked for and nothing is given: the discriminator told data from answers, with or
without R1, the generator at that discriminator, and Adam on both. The moving average of the generator is left out here.
"""
import json
import math
import resource
import struct
import sys
import time

import torch
from torch.nn import functional as F

job = json.loads(sys.argv[1])


def read_checkpoint(file):
    """Configuration and float32 tensors of a safetensors file."""
    with open(file, "rb") as opened:
        (length,) = struct.unpack("<Q", opened.read(8))
        header = json.loads(opened.read(length))
        body = bytearray(opened.read())
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = torch.frombuffer(body, dtype=torch.float32, offset=begin, count=(end - begin) // 4)
            tensors[name] = values.reshape(entry["shape"]).clone()
    return json.loads(header["__metadata__"]["config"]), tensors


def sigmoid_gelu(x):
    return x * torch.sigmoid(1.702 * x)


# The form that PyTorch computes in one operation; the other one, ours, is used where both sides are compared.
gelu = F.gelu


def norm(x):
    return F.layer_norm(x, x.shape[-1:])


class Network:
    """A transformer before normalisation: tokens with their features in, normalised tokens out."""

    def __init__(self, tensors, prefix, size):
        self.heads, self.depth = size["heads"], size["depth"]
        own = {name[len(prefix):]: value for name, value in tensors.items() if name.startswith(prefix)}
        # A linear layer of PyTorch keeps its weight as outputs x inputs.
        self.weights = {
            name: (value.t().contiguous() if name.endswith(".weight") else value).requires_grad_()
            for name, value in own.items()
        }

    def parameters(self):
        return list(self.weights.values())

    def linear(self, name, x):
        return F.linear(x, self.weights[f"{name}.weight"], self.weights.get(f"{name}.bias"))

    def __call__(self, features):
        x = self.linear("embed", features) + self.weights["position"]
        batch, tokens, width = x.shape
        for block in range(self.depth):
            name = f"blocks.{block}.attention"
            joined = self.linear(f"{name}.input", norm(x))
            query, key, value = joined.reshape(batch, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
            scores = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(width / self.heads), -1)
            x = x + self.linear(f"{name}.output", (scores @ value).transpose(1, 2).reshape(batch, tokens, width))
            name = f"blocks.{block}.hidden"
            x = x + self.linear(f"{name}.output", gelu(self.linear(f"{name}.input", norm(x))))
        return norm(x)


config, tensors = read_checkpoint(job["checkpoint"])
batch, noise = job["batch"], config["noise"]["shared"]
layout = config["layout"]
tokens = layout["height"] // layout["patch"] * (layout["width"] // layout["patch"])
values = layout["channels"] * layout["patch"] ** 2
with open(job["rows"], "rb") as opened:
    pixels = torch.frombuffer(bytearray(opened.read()), dtype=torch.float32)
side = layout["patch"]
real = (
    pixels.reshape(batch, layout["height"] // side, side, layout["width"] // side, side * layout["channels"])
    .transpose(2, 3)
    .reshape(batch, tokens, values)
)
target = torch.tensor([0.0, 1.0, 0.0]).expand(batch, tokens, 3)
nothing = torch.zeros(batch, tokens, values)
generator = Network(tensors, "generator.", config["generator"])
discriminator = Network(tensors, "discriminator.", config["discriminator"])
adam = [torch.optim.Adam(network.parameters(), 3e-4, (0.0, 0.99)) for network in (discriminator, generator)]


def generate():
    shared = torch.randn(batch, 1, noise).expand(batch, tokens, noise)
    return torch.tanh(generator.linear("head", generator(torch.cat([nothing, target, shared], 2))))


def logits(x):
    return discriminator.linear("head", discriminator(torch.cat([x, target], 2)).mean(1))[:, 0]


def penalty_of(x, logit):
    (slope,) = torch.autograd.grad(logit.sum(), x, create_graph=True)
    return job["gamma"] / 2 * slope.square().sum((1, 2)).mean()


def train_discriminator(fake):
    x = real.clone().requires_grad_(job["gamma"] > 0)
    logit = logits(x)
    loss = F.softplus(-logit).mean() + F.softplus(logits(fake.detach())).mean()
    if job["gamma"] > 0:
        loss = loss + penalty_of(x, logit)
    adam[0].zero_grad()
    loss.backward()
    adam[0].step()


def train_generator(fake):
    # Its gradient is not needed in the discriminator's weights.
    for weight in discriminator.parameters():
        weight.requires_grad_(False)
    loss = F.softplus(-logits(fake)).mean()
    adam[1].zero_grad()
    loss.backward()
    adam[1].step()
    for weight in discriminator.parameters():
        weight.requires_grad_(True)


def step():
    # The same answers serve both networks, the generator being the same until the end of the step.
    fake = generate()
    train_discriminator(fake)
    train_generator(fake)


def megabytes():
    """Resident memory now and at its peak, in units of 10^6 bytes."""
    with open("/proc/self/statm") as opened:
        now = int(opened.read().split()[1]) * resource.getpagesize()
    return now / 1e6, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


gelu = sigmoid_gelu
first = real.clone().requires_grad_()
logit = logits(first)
real_logit = logit.mean().item()
penalty = penalty_of(first, logit).item() if job["gamma"] > 0 else 0
gelu = F.gelu
for _ in range(job["warmUp"]):
    step()
after_warm_up, _ = megabytes()
milliseconds = []
begun = time.process_time()
halfway = after_warm_up
for i in range(job["steps"]):
    start = time.perf_counter()
    step()
    milliseconds.append(1000 * (time.perf_counter() - start))
    if i + 1 == (job["steps"] + 1) // 2:
        halfway, _ = megabytes()
processor = 1000 * (time.process_time() - begun) / len(milliseconds)
end, peak = megabytes()
answer = {
    "milliseconds": milliseconds,
    "processorMilliseconds": processor,
    "megabytes": {"afterWarmUp": after_warm_up, "halfway": halfway, "end": end, "peak": peak},
    "tensorsAdded": 0,
    "realLogit": real_logit,
    "penalty": penalty,
}
print(json.dumps(answer))
