/**
 * Makes the parts of the program that commands load when they need them. esbuild splits them into modules that share what several of
 * them need; here these become functions, for which the launcher keeps compiled code, as ES modules can't have it:
 * - `others.cjs` has all parts but the large ones. It is never read as a whole: of its 900 kB, a command runs 50 at most, and
 *   its second line says where in it each part stands;
 * - `chunks/NAME.cjs` is one large part each, as a CommonJS bundle: yaml, zod, the prompts.
 * What `main.cjs` has anyway is in no part: a part asks for it there.
 */
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { parseSync } from 'rolldown/utils';

/** A part of more characters is a bundle of its own, since it would be read in vain for most commands. */
const large = 60_000;

/**
 * @param common the settings of all builds
 * @param plugins of all builds
 * @param entries source file → name of the part that holds what it exports
 * @param inMain the source files, and the names of packages, that `main.cjs` holds
 * @param inBundles source file → bundle, for what is loaded from another bundle
 * @returns `bundles`: path in the folder of the build → text of a bundle; `others`: name of a part in others.cjs → its text; `wanted`: module of main → the names that parts ask for;
 *   `metafile` of esbuild; `getting`: name of a part → the code that gets it
 */
export async function buildParts({ common, plugins, entries, inMain, inBundles }) {
  const result = await build({
    ...common,
    metafile: true,
    write: false,
    // In one order, whichever was found first: names of parts depend on it.
    entryPoints: [...entries].sort().map(([source, name]) => ({ in: source, out: name })),
    outdir: 'parts',
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    define: { 'import.meta.url': '__filename' },
    plugins: [shareMain(inMain, inBundles), ...plugins],
  });
  const wanted = new Map();
  const parts = new Map();
  for (const { path, text } of result.outputFiles)
    parts.set(relative(resolve('parts'), path).replace(/\.mjs$/, ''), text);
  const bundleOf = (name) =>
    (parts.get(name)?.length ?? 0) > large ? `./chunks/${name}.cjs` : './others.cjs';
  const getting = (name) => `require(${JSON.stringify(bundleOf(name))}).part(${JSON.stringify(name)})`;
  const bundles = new Map();
  const others = new Map();
  for (const [name, text] of parts) {
    const own = bundleOf(name);
    const beside = (other) => (bundleOf(other) === own ? `$part(${JSON.stringify(other)})` : getting(other));
    const body = asBody(text, { wanted, getting: beside });
    if (own === './others.cjs')
      others.set(name, `(function($exports,$part,$main,require,__filename){${body}})`);
    else bundles.set(join(own), bundled(body));
  }
  return { bundles, others, wanted, metafile: result.metafile, getting };
}

/** A bundle of one part, which is evaluated when it is asked for first. */
function bundled(body) {
  const part = 'var $made;exports.part=function(){if(!$made){var e={};$evaluate(e);$made=e}return $made};';
  const main = 'var $shared;function $main(n){return($shared||($shared=require("./main.cjs").shared))(n)}';
  return `function $evaluate($exports){${body}}${part}${main}`;
}

/** Leaves to main.cjs what it holds, and to other bundles what they hold. */
function shareMain(inMain, inBundles) {
  return {
    name: 'share-main',
    setup(context) {
      context.onResolve({ filter: /./ }, ({ kind, path, resolveDir, namespace }) => {
        if (namespace !== 'file' || kind === 'entry-point') return undefined;
        // A part needs what it asks Node for, and may ask for more than main.cjs does.
        if (path.startsWith('node:')) return { path, external: true };
        if (!path.startsWith('.'))
          return kind === 'import-statement' && inMain.has(path) && resolveDir.startsWith(resolve('src'))
            ? { path: `main:${path}`, external: true, sideEffects: false }
            : undefined;
        const source = resolve(resolveDir, path);
        if (kind === 'dynamic-import') {
          const bundle = inBundles.get(source);
          return bundle ? { path: `./${bundle}.cjs`, external: true } : undefined;
        }
        if (kind !== 'import-statement' || !inMain.has(source)) return undefined;
        return { path: `main:${relative('src', source)}`, external: true, sideEffects: false };
      });
    },
  };
}

/**
 * An ES module as the body of a function that puts what it exports into an object. Modules don't import each other in a circle, and what they export
 * doesn't change once they are evaluated, so values are passed on as they are.
 */
function asBody(text, { wanted, getting }) {
  const { program, errors } = parseSync('part.mjs', text);
  if (errors.length > 0) throw new Error(errors[0].message);
  const edits = [];
  const exported = [];
  /** What is imported → all that is asked of it. */
  const imported = new Map();
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      const { value: id } = node.source;
      imported.set(id, [...(imported.get(id) ?? []), ...node.specifiers]);
      edits.push([node.start, node.end, '']);
    } else if (node.type === 'ExportNamedDeclaration' && !node.declaration && !node.source) {
      for (const { local, exported: as } of node.specifiers)
        exported.push(`$exports.${as.name ?? as.value}=${local.name};`);
      edits.push([node.start, node.end, '']);
    } else if (node.type.startsWith('Export')) {
      throw new Error(`a part has ${text.slice(node.start, node.end).slice(0, 80)}, which is not foreseen`);
    }
  }
  visit(program, (node) => {
    if (node.type === 'ImportExpression')
      edits.push([
        node.start,
        node.end,
        `Promise.resolve().then(()=>${loading(node.source.value, getting)})`,
      ]);
  });
  let body = text;
  for (const [start, end, put] of edits.toSorted((a, b) => b[0] - a[0]))
    body = body.slice(0, start) + put + body.slice(end);
  const imports = [...imported].map(([id, specifiers]) => importing(id, specifiers, { wanted, getting }));
  return `"use strict";${imports.join('')}${body}\n${exported.join('')}`;
}

/** The code that takes from a module what is imported from it. */
function importing(id, specifiers, { wanted, getting }) {
  // What Node has built in is its own default.
  const isWhole = ({ type }) =>
    type === 'ImportNamespaceSpecifier' || (type === 'ImportDefaultSpecifier' && id.startsWith('node:'));
  const whole = specifiers.filter(isWhole);
  const named = specifiers.filter((each) => !isWhole(each));
  const nameOf = ({ imported }) => imported?.name ?? imported?.value ?? 'default';
  if (id.startsWith('main:')) {
    if (whole.length > 0) throw new Error(`${id} is imported as a whole, but main.cjs shares single names`);
    const names = wanted.get(id) ?? wanted.set(id, new Set()).get(id);
    for (const each of named) names.add(nameOf(each));
  }
  // A module of which nothing is asked needn't be loaded: what one does when it is loaded, it does for those who ask.
  if (specifiers.length === 0) return /^node:/.test(id) ? `${loading(id, getting)};` : '';
  const taken = named.map((each) => `${nameOf(each)}:${each.local.name}`);
  return [
    ...(named.length > 0 ? [`var{${taken.join(',')}}=${loading(id, getting)};`] : []),
    ...whole.map(({ local }) => `var ${local.name}=${loading(id, getting)};`),
  ].join('');
}

/** The code that loads a module. */
function loading(id, getting) {
  const own = /^\.\/(.*)\.mjs$/.exec(id);
  if (own) return getting(own[1]);
  if (id.startsWith('main:')) return `$main(${JSON.stringify(id.slice('main:'.length))})`;
  return `require(${JSON.stringify(id)})`;
}

function visit(node, see) {
  if (Array.isArray(node)) for (const each of node) visit(each, see);
  else if (node && typeof node === 'object') {
    if (typeof node.type === 'string') see(node);
    for (const key in node) if (key !== 'type') visit(node[key], see);
  }
}

/**
 * The source of main.cjs: what src/main.ts exports, and `shared`, which gives what parts ask for.
 * @param wanted what {@link buildParts} returns
 */
export function mainSource(wanted) {
  const modules = [...wanted].filter(([, names]) => names.size > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = modules.map(([id, names], at) => {
    const path = id.slice('main:'.length);
    const from = path.endsWith('.ts') ? `./${path}` : path;
    const list = [...names].sort().map((name) => `${name} as s${at}_${name}`);
    return {
      load: `import { ${list.join(', ')} } from ${JSON.stringify(from)};`,
      give: `case ${JSON.stringify(path)}: return { ${[...names]
        .sort()
        .map((name) => `${name}: s${at}_${name}`)
        .join(', ')} };`,
    };
  });
  return `export * from './main.ts';\n${lines.map(({ load }) => load).join('\n')}
const given = {};
export function shared(id) { return (given[id] ??= give(id)); }
function give(id) {\nswitch (id) {\n${lines.map(({ give }) => give).join('\n')}\n}\nthrow new Error(id);\n}`;
}
