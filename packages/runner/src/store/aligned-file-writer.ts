// oxlint-disable no-underscore-dangle -- the names of the methods apache-arrow lets a writer override
import { RecordBatchFileWriter, type Message, type MessageHeader, type RecordBatch, type Vector } from "apache-arrow";

const ALIGNMENT = 64;
const MAGIC_BYTES = 6;

type Assembled = ReturnType<RecordBatchFileWriter["_assembleRecordBatch"]>;

/**
 * Arrow's file writer with every buffer at a multiple of 64 bytes from the start of the file, as the format recommends
 * for vector instructions on mapped files; apache-arrow itself aligns to 8 and has no option for it. The first (and in
 * a segment only) record batch message begins at byte 64.
 */
export class AlignedFileWriter extends RecordBatchFileWriter {
  protected override _writeSchema(): this {
    return this._writeMagic()._writePadding(ALIGNMENT - MAGIC_BYTES);
  }

  protected override _writeMessage<T extends MessageHeader>(message: Message<T>): this {
    return super._writeMessage(message, ALIGNMENT);
  }

  protected override _assembleRecordBatch(batch: RecordBatch | Vector): Assembled {
    const assembled = super._assembleRecordBatch(batch);
    let byteLength = 0;
    for (const [index, region] of assembled.bufferRegions.entries()) {
      region.offset = byteLength;
      byteLength += aligned(assembled.buffers[index]?.byteLength ?? 0);
    }
    return { ...assembled, byteLength };
  }

  protected override _writeBodyBuffers(buffers: ArrayBufferView[]): this {
    for (const buffer of buffers) this._write(buffer)._writePadding(aligned(buffer.byteLength) - buffer.byteLength);
    return this;
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
