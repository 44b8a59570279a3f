import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'rolldown/utils';

const skippedKeys = new Set(['type', 'start', 'end', 'range', 'loc', 'typeAnnotation', 'typeArguments', 'returnType', 'typeParameters']);
export function literalsIn(path, text) {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineOf = (at) => { let lo=0, hi=starts.length-1; while(lo<hi){const m=(lo+hi+1)>>1; if(starts[m]<=at) lo=m; else hi=m-1;} return lo+1; };
  const out = [];
  const add = (node, said) => out.push({ path, line: lineOf(node.start), text: said });
  function flat(node) {
    if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
    if (node.type === 'TemplateLiteral') return node.quasis.map((q, i) => (q.value.cooked ?? q.value.raw) + (i < node.expressions.length ? '{}' : '')).join('');
    if (node.type === 'BinaryExpression' && node.operator === '+') { const [a,b]=[flat(node.left),flat(node.right)]; if (a!==undefined && b!==undefined) return a+b; }
    return undefined;
  }
  function walk(node, parent) {
    if (Array.isArray(node)) return node.forEach((n) => walk(n, parent));
    if (!node || typeof node.type !== 'string') return;
    if (node.type.startsWith('TS') && !/^TS(AsExpression|SatisfiesExpression|NonNullExpression|ParameterProperty|InstantiationExpression)$/.test(node.type)) return;
    if (node.type === 'ImportDeclaration' || node.type==='ExportAllDeclaration') return;
    if (node.type === 'ImportExpression') return;
    const said = flat(node);
    if (said !== undefined) {
      add(node, said);
      (function inner(n){ if(n.type==='TemplateLiteral') n.expressions.forEach((e)=>walk(e,n)); else if(n.type==='BinaryExpression'){inner(n.left);inner(n.right);} })(node);
      return;
    }
    if ((node.type === 'Property'||node.type==='MethodDefinition'||node.type==='PropertyDefinition') && !node.computed) return walk(node.value, node);
    for (const [k, v] of Object.entries(node)) if (!skippedKeys.has(k) && v && typeof v === 'object') walk(v, node);
  }
  walk(program);
  return out;
}
export const isWords = (text) => /\p{L}[\p{L}'’]*[,:;]? \{?\}?["“(]?\p{L}/u.test(text.replace(/\{\}/g,'x'));
const src = resolve(import.meta.dirname, '../src');
const all = readdirSync(src, { recursive: true }).filter(f=>f.endsWith('.ts')).sort().flatMap((f)=>literalsIn('src/'+f, readFileSync(join(src,f),'utf8')));
if (process.argv[1]===import.meta.filename) for (const {path,line,text} of all) if (isWords(text)) console.log(`${path}:${line}\t${JSON.stringify(text)}`);
