"""Starts the child process of `python:` models: `python -u THIS_FOLDER '{"name": …}'`."""

import os
import sys


def take_standard_streams():
    """Keeps stdin and stdout for the protocol alone.

    What models print, their C libraries and subprocesses included, goes to stderr; what they read from stdin is empty. This
    must come before any other import, since importing may print.
    """
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


if __name__ == "__main__":
    streams = take_standard_streams()
    from mieb_child.serve import serve

    sys.exit(serve(*streams, sys.argv[1]))
