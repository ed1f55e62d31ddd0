"""What the export scripts take on the command line."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path


def model_and_folder(description: str | None) -> tuple[str, Path]:
    """The model to export and the folder to write; prints the usage and exits where one of them is absent."""
    parser = ArgumentParser(description=description, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("model", metavar="MODEL", help="a repository of the hub, or a folder with its files")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where the ONNX model is written")
    arguments = parser.parse_args()
    return arguments.model, arguments.folder
