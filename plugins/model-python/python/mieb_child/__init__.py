"""The Python side of `mieb run -m python:NAME`. The protocol is described in frames.py."""
