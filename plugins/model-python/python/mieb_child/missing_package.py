"""What to install for an ImportError."""

import importlib.util
import re

#: Distributions whose name is not that of their module.
DISTRIBUTIONS = {
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
    "mteb": "'mteb[image]'",
    "open_clip": "open-clip-torch",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
FLASH_ATTENTION = "flash-attn --no-build-isolation"


def missing_package(error: BaseException):
    """Arguments for `pip install`; None where nothing is missing but what is there does not fit together."""
    message = str(error)
    module = (getattr(error, "name", None) or "").split(".")[0]
    if module == "flash_attn" or "FlashAttention" in message or "flash_attn" in message:
        return FLASH_ATTENTION
    if isinstance(error, ModuleNotFoundError) and module and not is_installed(module):
        return DISTRIBUTIONS.get(module, module.replace("_", "-"))
    # What mteb and transformers say of packages that a model asks for.
    instructed = re.search(r"pip install (?:-U |--upgrade )?([^`;\n]*[^`;\n.\s])", message)
    return quoted(instructed[1]) if instructed else None


def quoted(packages: str):
    """Names with extras in quotes, where a shell would take the brackets for a pattern."""
    return re.sub(r"""(?<!["'])\b[\w.-]+\[[\w,-]+\](?!["'])""", r"'\g<0>'", packages)


def is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False
