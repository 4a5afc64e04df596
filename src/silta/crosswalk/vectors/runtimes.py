"""What can run the transformer on this machine: onnxruntime, which Silta brings, and OpenVINO where it has been installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from threading import Lock
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk.vectors.errors import VectorsError

_ERRORS_ONLY: Final = 3

Array = NDArray[np.float32]


class Runtime(NamedTuple):
    """A compiled model. `run` takes `embedded` and `mask` and gives `pooled` (see `silta.crosswalk.vectors.graph`)."""

    name: str
    run: Callable[[Array, Array], Array]


def onnxruntime(model: bytes, threads: int) -> Runtime:
    """Raises `vectors.engine-missing`."""
    ort = _module("onnxruntime")
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = _ERRORS_ONLY
    try:
        session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own binding that share no base but this
        raise _missing("onnxruntime", error) from error

    def run(embedded: Array, mask: Array) -> Array:
        (pooled,) = session.run(None, {"embedded": embedded, "mask": mask})
        return np.asarray(pooled, np.float32)

    return Runtime("onnxruntime", run)


def openvino(model: bytes, threads: int) -> Runtime:
    """Raises `vectors.engine-missing`. On a processor that it does not fit it may end the process: try it in one of its own."""
    ov = _module("openvino")
    hints = {
        "INFERENCE_PRECISION_HINT": "f32",
        "INFERENCE_NUM_THREADS": threads,
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": "32",  # activations in int8 by blocks, as onnxruntime's accuracy level 4
    }
    try:
        core = ov.Core()
        request = core.compile_model(core.read_model(model), "CPU", hints).create_infer_request()
    except Exception as error:  # as above
        raise _missing("openvino", error) from error
    lock = Lock()

    def run(embedded: Array, mask: Array) -> Array:
        with lock:  # one request must not be shared by threads, and its result is overwritten by the next
            return np.array(request.infer({"embedded": embedded, "mask": mask})["pooled"], np.float32)

    return Runtime("openvino", run)


RUNTIMES: Final[dict[str, Callable[[bytes, int], Runtime]]] = {
    "onnxruntime": onnxruntime,
    "openvino": openvino,
}


def _module(name: str) -> Any:
    # Not at the top: a web process that only reads cached vectors must not carry a runtime's memory.
    try:
        return import_module(name)
    except (ImportError, OSError) as error:  # OSError: a library of the system that it needs
        raise _missing(name, error) from error


def _missing(name: str, error: Exception) -> VectorsError:
    return VectorsError("vectors.engine-missing", name, reason=type(error).__name__)
