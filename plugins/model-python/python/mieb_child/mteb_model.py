"""A model that mteb loads."""

import math

from .software import software

#: Loader arguments through which mteb's wrappers are given prompts, whatever `use_instructions` says.
PROMPT_ARGUMENTS = {"model_prompts", "prompts_dict", "instruction_template"}


class NotAnEncoder(Exception):
    kind = "not-an-encoder"


class MtebModel:
    def __init__(self, meta, reference: dict, source_hash=None):
        self._meta = meta
        self._dimensions = reference.get("dimensions")
        self._source_hash = source_hash
        kinds = set(meta.model_type) & {"cross-encoder", "sparse", "router", "hybrid"}
        if kinds:
            raise NotAnEncoder(f"{meta.name} is of the kind {', '.join(sorted(kinds))}; expected a model that embeds.")

    def describe(self) -> dict:
        """What is known without loading: mteb's own metadata, so that results lie where mteb would put them."""
        known = self._meta.model_dump(mode="json", exclude={"loader", "loader_kwargs", "citation"})
        experiment = dict(known["experiment_kwargs"] or {})
        if self._dimensions:
            experiment["embed_dim"] = self._dimensions
        dimensions = known["embed_dim"] if isinstance(known["embed_dim"], list) else [known["embed_dim"]]
        most_tokens = known["max_tokens"]
        return {
            **known,
            # Infinity is no JSON.
            "max_tokens": most_tokens if most_tokens is not None and math.isfinite(most_tokens) else None,
            "embed_dim": self._dimensions or max(dimensions, key=lambda dimension: dimension or 0),
            "experiment_kwargs": experiment,
            "loader": "mteb",
            "takes_pairs": True,
            # What is not declared free of instructions may put the task's words before its inputs.
            "uses_instructions": self._meta.use_instructions is not False
            or not PROMPT_ARGUMENTS.isdisjoint(self._meta.loader_kwargs),
            "source_hash": self._source_hash,
            "software": software(),
        }

    def load(self, device: str):
        return self._meta.load_model(device=device, embed_dim=self._dimensions)
