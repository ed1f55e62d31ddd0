import type { Tensor } from "../session/protocol.ts";
import type { TokenBatch } from "./text-tokenizer.ts";

/** What a text graph is fed, `[rows × tokens]` each. The mask is a copy: buffers move to the engine's thread, and pooling needs it. */
export function tokenFeeds({ inputIds, attentionMask, rowCount, length }: TokenBatch): {
  readonly input_ids: Tensor;
  readonly attention_mask: Tensor;
} {
  const dims = [rowCount, length];
  return { input_ids: { data: inputIds, dims }, attention_mask: { data: attentionMask.slice(), dims } };
}
