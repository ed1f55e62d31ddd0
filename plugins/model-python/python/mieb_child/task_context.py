"""The task an input is encoded for, in mteb's terms."""

from functools import cache
import json


def task_metadata(task: dict):
    """mteb's metadata of a task; for tasks it does not know an object of the same class with what we know."""
    return _task_metadata(json.dumps(task))


@cache
def _task_metadata(text: str):
    task = json.loads(text)
    try:
        import mteb
    except ImportError:
        return task
    try:
        return mteb.get_task(task["name"]).metadata
    except KeyError:
        from mteb.abstasks.task_metadata import TaskMetadata

        return TaskMetadata.model_construct(
            name=task["name"],
            description=task["description"],
            type=task["type"],
            category=task["category"],
            modalities=task["modalities"],
            dataset=task["dataset"],
            eval_splits=task["evalSplits"],
            eval_langs=task["subsets"],
            main_score=task["mainScore"],
            prompt=task.get("prompt"),
        )


def prompt_type(role):
    """`query`, `document` or None as mteb's enumeration; the word itself where there is no mteb."""
    if role is None:
        return None
    try:
        from mteb.types import PromptType
    except ImportError:
        return role
    return PromptType(role)
