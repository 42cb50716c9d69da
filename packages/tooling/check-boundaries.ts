import { join } from 'node:path';
import { checkBoundaries, readTree } from './boundaries/check.ts';

const tree = readTree(join(import.meta.dirname, '../..'));
const problems = checkBoundaries(tree);
for (const { rule, path, line, text } of problems) console.error(`${path}:${line} [${rule}] ${text}`);
if (problems.length > 0) {
  console.error(`\n${problems.length} 处越界 · ${problems.length} import rules broken`);
  process.exitCode = 1;
} else {
  console.log(`模块边界正确（${tree.size} 个文件） · all import rules kept`);
}
