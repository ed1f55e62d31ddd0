"""Versions of what vectors depend on."""

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = (
    "mteb",
    "torch",
    "torchvision",
    "transformers",
    "sentence-transformers",
    "pillow",
    "open-clip-torch",
    "timm",
    "colpali-engine",
)


def software() -> dict:
    versions = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return versions
