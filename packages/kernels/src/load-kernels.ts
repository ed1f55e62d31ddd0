import { MiebError } from "@mieb/core";
import { checkedKernels } from "./checked-kernels.ts";
import { type Kernels, type KernelTier, kernelTiers } from "./kernels.ts";
import { findAddon } from "./native-addon.ts";
import { nativeBackend } from "./native-backend.ts";
import { typescriptBackend } from "./typescript-backend.ts";

let loaded: Kernels | undefined;

/**
 * The kernels of this process: the fastest there are, or what the environment variable `MIEB_KERNELS` names. The addon
 * is loaded at the first call; without one, the TypeScript kernels run.
 * @throws MiebError `CONFIG_INVALID` for an unknown name, `ENVIRONMENT_MISSING_ENGINE` for one that cannot run here.
 */
export function loadKernels(): Kernels {
  loaded ??= createKernels(tierOf(process.env["MIEB_KERNELS"]));
  return loaded;
}

/**
 * The kernels of one tier, or the fastest that there are.
 * @throws MiebError `ENVIRONMENT_MISSING_ENGINE` when that tier cannot run here.
 */
export function createKernels(tier?: KernelTier): Kernels {
  if (tier === "typescript") return checkedKernels(typescriptBackend("chosen by MIEB_KERNELS"));
  const found = findAddon();
  if (!found.addon) {
    if (tier) throw missing(tier, found.reason);
    return checkedKernels(typescriptBackend(found.reason));
  }
  const available = found.addon.availableTiers() as KernelTier[];
  const chosen = tier ?? available[0] ?? "scalar";
  if (!available.includes(chosen)) throw missing(chosen, `this processor has ${available.join(", ")}`);
  return checkedKernels(nativeBackend(found.addon, chosen, found.path));
}

/** The tiers that can run on this machine, the fastest first. */
export function availableTiers(): KernelTier[] {
  const { addon } = findAddon();
  return [...((addon?.availableTiers() ?? []) as KernelTier[]), "typescript"];
}

function tierOf(name: string | undefined): KernelTier | undefined {
  if (!name) return undefined;
  const tier = kernelTiers.find((known) => known === name);
  if (tier) return tier;
  throw new MiebError("CONFIG_INVALID", `MIEB_KERNELS is "${name}", which is none of the kernels' tiers.`, {
    hint: `Set it to one of ${kernelTiers.join(", ")}, or unset it to use the fastest.`,
  });
}

function missing(tier: KernelTier, reason: string): MiebError {
  return new MiebError("ENVIRONMENT_MISSING_ENGINE", `The ${tier} kernels cannot run here: ${reason}.`, {
    hint: "Unset MIEB_KERNELS, or install the package of @mieb/native for this platform (in a checkout: `npm run setup` with cargo installed).",
  });
}
