"""Frames over a pair of pipes.

A frame is the length of a header (4 bytes, little-endian), the header (JSON) and, where the header has `bytes`, that many
bytes of body: an Arrow IPC stream. The first thing the child writes is MAGIC; what comes before was printed by Python's own
start (a `.pth` file, say) and is not the protocol's.

    parent                       child
                                 {"type": "hello", …}            what is known of the model, weights not loaded
    {"type": "load", …}          {"type": "ready"}
    {"type": "encode", id, …} +  {"type": "vectors", id} +       + with a body
                                 {"type": "error", id?, …}       in place of any answer; without id it is the last
    (end of stdin)               (exit)
"""

import json
import os
import signal
import struct
import threading
from queue import SimpleQueue

MAGIC = b"\x00MIEB-PYTHON-1\n"


class Channel:
    """Reads requests in a thread of its own, so that the end of stdin is noticed during a long computation too."""

    def __init__(self, requests: int, answers: int):
        self._answers = os.fdopen(answers, "wb")
        self._inbox: SimpleQueue = SimpleQueue()
        self._idle = threading.Event()
        self._answers.write(MAGIC)
        self._answers.flush()
        stream = os.fdopen(requests, "rb", buffering=1 << 20)
        threading.Thread(target=self._receive, args=(stream,), daemon=True).start()

    def requests(self):
        """The parent's requests as (header, body), until it closes the pipe."""
        while True:
            self._idle.set()
            frame = self._inbox.get()
            self._idle.clear()
            if frame is None:
                return
            yield frame

    def send(self, header: dict, body=b""):
        """`body` is bytes or a buffer; its length goes into the header."""
        size = memoryview(body).nbytes
        text = json.dumps({**header, "bytes": size} if size else header).encode()
        self._answers.write(struct.pack("<I", len(text)) + text)
        self._answers.write(body)
        self._answers.flush()

    def _receive(self, stream):
        while (frame := read_frame(stream)) is not None:
            self._inbox.put(frame)
        self._inbox.put(None)
        if not self._idle.is_set():
            end_at_once()


def read_frame(stream):
    """The next (header, body); None at the end, also within a frame: then the parent is gone."""
    length = stream.read(4)
    if len(length) < 4:
        return None
    text = stream.read(struct.unpack("<I", length)[0])
    header = json.loads(text) if text.endswith(b"}") else {}
    body = stream.read(header.get("bytes", 0))
    return (header, body) if header and len(body) == header.get("bytes", 0) else None


def end_at_once():
    """Ends this process, which computes something nobody waits for any more, and the processes it started."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGTERM)
    os._exit(1)
