"""Makes weights of another type of the graphs in a folder, beside the full ones, as `mieb run --dtype` takes them.

Usage: python other_weights.py FOLDER fp16|q8|q4

fp16 halves the weights; inputs and outputs stay float32. q8 keeps the weights of products and convolutions as bytes, q4 those of
products as blocks of 32 numbers of four bits with a scale each.
"""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.float16 import convert_float_to_float16

SUFFIXES = {"fp16": "_fp16", "q8": "_quantized", "q4": "_q4"}
# What conversions append for any type; such files are no full weights.
OTHER_SUFFIXES = ("_fp16", "_quantized", "_int8", "_uint8", "_q4", "_q4f16", "_bnb4")


def half(full: Path, path: Path) -> None:
    onnx.save(convert_float_to_float16(onnx.load(full), keep_io_types=True), path)


def bytes_of_weights(full: Path, path: Path) -> None:
    # Without a sign: ONNX Runtime's processor kernels have no convolution of signed weights.
    quantize_dynamic(full, path, weight_type=QuantType.QUInt8)


def four_bits(full: Path, path: Path) -> None:
    quantizer = MatMulNBitsQuantizer(str(full), bits=4, block_size=32, is_symmetric=True)
    quantizer.process()
    quantizer.model.save_model_to_file(str(path))


MAKERS = {"fp16": half, "q8": bytes_of_weights, "q4": four_bits}


def full_graphs(folder: Path) -> list[Path]:
    graphs = sorted([*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")])
    return [path for path in graphs if not path.stem.endswith(OTHER_SUFFIXES)]


def main(folder: Path, dtype: str) -> None:
    graphs = full_graphs(folder)
    if not graphs:
        raise SystemExit(f"{folder} and its onnx folder have no ONNX files with full weights.")
    for full in graphs:
        path = full.with_name(f"{full.stem}{SUFFIXES[dtype]}.onnx")
        MAKERS[dtype](full, path)
        print(path, f"{path.stat().st_size / 2**20:.1f} MiB, of {full.stat().st_size / 2**20:.1f}")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="a model's folder, with graphs in it or in its onnx folder")
    parser.add_argument("dtype", choices=list(SUFFIXES), help="the type, as --dtype names it")
    arguments = parser.parse_args()
    main(arguments.folder, arguments.dtype)
