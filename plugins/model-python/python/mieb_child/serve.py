"""The child's life: say what the model is, load it when asked, encode until the parent closes the pipe."""

import faulthandler
import json
import os
import traceback

from .frames import Channel
from .missing_package import missing_package


def serve(requests: int, answers: int, arguments: str) -> int:
    """Returns the exit code. `arguments` is the JSON object that src/child/start-child.ts writes."""
    faulthandler.enable()
    channel = Channel(requests, answers)
    try:
        from .find_model import find_model

        found = find_model(json.loads(arguments))
        channel.send({"type": "hello", "pid": os.getpid(), **found.describe()})
        for header, body in channel.requests():
            if header["type"] == "load":
                model = load(found, header)
                channel.send({"type": "ready"})
            else:
                answer(channel, model, header, body)
    except BrokenPipeError:
        return 0
    except BaseException as error:  # `sys.exit` in a model's module must not pass for a clean end
        channel.send(failure(error))
        return 1
    return 0


def load(found, header: dict):
    if header.get("threads"):
        import torch

        torch.set_num_threads(header["threads"])
    return found.load(header["device"])


def answer(channel: Channel, model, header: dict, body: bytes):
    """A batch that fails is answered with an error; the next one may fare better."""
    from .encode import encode

    try:
        vectors = encode(model, header, body)
    except Exception as error:
        channel.send({**failure(error), "id": header["id"]})
    else:
        channel.send({"type": "vectors", "id": header["id"]}, vectors)


def failure(error: BaseException) -> dict:
    missing = missing_package(error) if isinstance(error, ImportError) else None
    return {
        "type": "error",
        "kind": getattr(error, "kind", "missing-package" if missing else "other"),
        "install": missing,
        "exception": type(error).__name__,
        "message": str(error),
        "traceback": "".join(traceback.format_exception(type(error), error, below_this_package(error.__traceback__))),
    }


def below_this_package(frames):
    """The traceback from where the model's code begins; all of it for a fault of ours."""
    folder = os.path.dirname(__file__)
    inner = frames
    while inner is not None and os.path.dirname(inner.tb_frame.f_code.co_filename) == folder:
        inner = inner.tb_next
    return inner or frames
