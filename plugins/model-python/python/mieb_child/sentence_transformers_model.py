"""A model that sentence-transformers loads, without mteb: a folder, or a name on the hub."""

import hashlib
import os

from .software import software


class SentenceTransformersModel:
    """Loaded at once, on the CPU: only the loaded model knows its modalities and dimension."""

    def __init__(self, reference: dict):
        from sentence_transformers import SentenceTransformer

        self._name = reference["name"]
        self._is_folder = os.path.isdir(self._name)
        self._revision = reference.get("revision")
        self._dimensions = reference.get("dimensions")
        self._model = SentenceTransformer(
            self._name, revision=self._revision, device="cpu", truncate_dim=self._dimensions
        )

    def describe(self) -> dict:
        model = self._model
        modalities = sorted({"image", "text", "audio", "video"} & set(modalities_of(model)))
        folder_name = os.path.basename(os.path.abspath(self._name))
        return {
            "name": f"local/{folder_name}" if self._is_folder else self._name,
            "revision": folder_hash(self._name) if self._is_folder else self._revision or loaded_revision(model),
            "modalities": modalities,
            "similarity_fn_name": model.similarity_fn_name,
            "embed_dim": self._dimensions or dimension_of(model),
            "max_tokens": model.max_seq_length,
            "n_parameters": sum(parameter.numel() for parameter in model.parameters()),
            "framework": ["Sentence Transformers", "PyTorch"],
            "experiment_kwargs": {"embed_dim": self._dimensions} if self._dimensions else {},
            "loader": "sentence-transformers",
            "takes_pairs": False,
            "uses_instructions": any((model.prompts or {}).values()),
            "software": software(),
        }

    def load(self, device: str):
        return SentenceTransformersEncoder(self._model.to(device))


class SentenceTransformersEncoder:
    """Takes what an mteb encoder takes; queries and documents get the model's own prompts for them."""

    def __init__(self, model):
        self._model = model

    def encode(self, inputs, *, task_metadata, hf_split, hf_subset, prompt_type, batch_size, **_):
        role = getattr(prompt_type, "value", prompt_type)
        encode = {"query": self._model.encode_query, "document": self._model.encode_document}.get(
            role, self._model.encode
        )
        modality = "image" if "image" in inputs.dataset.features else "text"
        items = [item for batch in inputs for item in batch[modality]]
        return encode(items, batch_size=batch_size, show_progress_bar=False)


def modalities_of(model):
    return getattr(model, "modalities", None) or ["text"]


def dimension_of(model):
    getter = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
    return getter()


def loaded_revision(model):
    """Commit that the hub's cache resolved the default branch to."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return getattr(config, "_commit_hash", None)


def folder_hash(folder: str) -> str:
    """`local-` and a hash over names and contents of the folder's files."""
    total = hashlib.sha256()
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            total.update(f"{os.path.relpath(path, folder)}\0{content}\n".encode())
    return f"local-{total.hexdigest()[:12]}"
