/**
 * `npm pack` calls this before and after (`prepack`, `postpack`): the tarball's package.json has no `prepare`, since all of it
 * is built already, and npm 12 warns whoever installs a package that has one. `package.json.orig` holds the file meanwhile; one
 * that a cut-off run has left is put back first.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const [file, original] = ['package.json', 'package.json.orig'];

if (existsSync(original)) renameSync(original, file);
if (process.argv[2] === 'before') {
  const text = readFileSync(file, 'utf8');
  const { scripts, ...others } = JSON.parse(text);
  const { prepare: _, prepack: __, postpack: ___, ...kept } = scripts;
  writeFileSync(original, text);
  writeFileSync(file, `${JSON.stringify({ ...others, scripts: kept }, null, 2)}\n`);
}
