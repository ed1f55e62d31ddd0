"""Finds the model that a reference names: in mteb's registry, in a file or module of the user's, or on the hub."""

import difflib
import hashlib
import importlib
import importlib.util
import os
import sys
import warnings


class NotFound(Exception):
    kind = "not-found"


def find_model(reference: dict):
    """An object with `describe()` and `load(device)`; `reference` has `name`, `source`, `loader`, `revision`, `dimensions`."""
    name, source = reference.get("name"), reference.get("source")
    loader = reference.get("loader") or default_loader(name, source)
    if loader == "sentence-transformers":
        from .sentence_transformers_model import SentenceTransformersModel

        return SentenceTransformersModel(reference)
    from .mteb_model import MtebModel

    if source is None:
        return MtebModel(registered_meta(name, reference.get("revision")), reference)
    module, content = import_source(source)
    return MtebModel(meta_of_module(module, name, source), reference, content)


def default_loader(name, source):
    """mteb, except for folders and where there is no mteb but sentence-transformers."""
    if source is not None:
        return "mteb"
    is_folder = os.path.isdir(name)
    has_mteb = importlib.util.find_spec("mteb") is not None
    has_sentence_transformers = importlib.util.find_spec("sentence_transformers") is not None
    return "sentence-transformers" if is_folder or (has_sentence_transformers and not has_mteb) else "mteb"


def registered_meta(name: str, revision):
    """From mteb's registry, else what mteb makes of the hub's repository (a sentence-transformers model)."""
    import mteb

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            meta = mteb.get_model_meta(name, revision, fetch_from_hf="/" in name)
        except KeyError as error:
            raise NotFound(error.args[0]) from error
    if meta.loader is None:
        reasons = " ".join(str(warning.message) for warning in caught) or "mteb has no implementation of it."
        raise NotFound(f"mteb cannot load {name}: {reasons}{suggestion(name)}")
    return meta


def suggestion(name: str) -> str:
    from mteb.models.model_implementations import MODEL_REGISTRY

    near = difflib.get_close_matches(name, MODEL_REGISTRY)
    return f" Did you mean {', '.join(near)}?" if near else ""


def import_source(source: str):
    """The user's module, and a hash of its file: vectors depend on it."""
    if source.endswith(".py"):
        path = os.path.abspath(source)
        if not os.path.isfile(path):
            raise NotFound(f"There is no file {path}.")
        sys.path.insert(1, os.path.dirname(path))
        module_name = os.path.splitext(os.path.basename(path))[0]
        spec = importlib.util.spec_from_file_location(module_name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        spec.loader.exec_module(module)
    else:
        sys.path.insert(1, os.getcwd())
        try:
            module = importlib.import_module(source)
        except ModuleNotFoundError as error:
            if error.name != source:
                raise
            raise NotFound(f"There is no module {source} on Python's path.") from error
    with open(module.__file__, "rb") as file:
        return module, hashlib.sha256(file.read()).hexdigest()


def meta_of_module(module, name, source: str):
    """The ModelMeta called `name` that a module defines or registers; without a name its only one."""
    from mteb.models import ModelMeta
    from mteb.models.model_implementations import MODEL_REGISTRY

    if name in MODEL_REGISTRY:
        return MODEL_REGISTRY[name]
    metas = {attribute: value for attribute, value in vars(module).items() if isinstance(value, ModelMeta)}
    wanted = [meta for attribute, meta in metas.items() if name in (None, attribute, meta.name)]
    if len(wanted) == 1:
        return wanted[0]
    names = ", ".join(str(meta.name) for meta in metas.values()) or "none"
    asked = f"{len(wanted)} models" if name is None else f"no model {name}"
    raise NotFound(f"{source} defines {asked}; its ModelMeta objects are: {names}.")
