import { evaluatorsPlugin } from "@mieb/evaluators";
import { describeTaskPack, miniatureRepositories } from "@mieb/testing";
import plugin from "../src/index.ts";

describeTaskPack(plugin, { evaluators: [evaluatorsPlugin], ...miniatureRepositories() });
