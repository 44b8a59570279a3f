#!/usr/bin/env bash
# Records of one line each, merged with `merge=union`: git does it, isomorphic-git doesn't.
#
# gitattributes(5): `merge=union` takes the lines of both sides, so that a log or a ledger never conflicts. isomorphic-git
# 1.44.19 doesn't read .gitattributes when it merges: the same two branches are a conflict there, and with
# `abortOnConflict: false` the file on disk holds conflict markers. Its option `mergeDriver` has to do it instead.
# It matters for records that several people keep in one repository while some of them use an editor or an app that is built
# on isomorphic-git.
#
# Needs bash, git, Node 20 or newer and npm; works in a folder that it removes. Exits with 1 if the output is another one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --silent --no-audit --no-fund isomorphic-git@1.44.19 >/dev/null
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null

mkdir team
cd team
git init -q -b main
git config user.name Example
git config user.email example@example.org
echo 'records.txt merge=union' >.gitattributes
echo one >records.txt
git add . && git commit -qm base
git branch other
echo mine >>records.txt && git commit -qam mine
git checkout -q other
echo theirs >>records.txt && git commit -qam theirs
git checkout -q main
cp -r . ../again

git merge -q --no-edit other
git_saw="git: $(tr '\n' ' ' <records.txt)"
cat >../merge.cjs <<'JS'
const fs = require('node:fs');
const git = require('isomorphic-git');
const options = { fs, dir: process.argv[2], ours: 'main', theirs: 'other', author: { name: 'Example', email: 'example@example.org' } };
git
  .merge({ ...options, abortOnConflict: false })
  .then(() => 'merged', (error) => error.code)
  .then((said) => console.log(`isomorphic-git: ${said}: ${fs.readFileSync(`${options.dir}/records.txt`, 'utf8').replaceAll('\n', ' ')}`));
JS
seen="$git_saw
$(node ../merge.cjs ../again)"
expected='git: one mine theirs 
isomorphic-git: MergeConflictError: one <<<<<<< main mine ======= theirs >>>>>>> other '
git --version
(cd .. && npm ls --depth=0 2>/dev/null) | sed -n 's/^[^a-z]*\([a-z-]*@[0-9.]*\)$/\1/p'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Expected:"; echo "$expected"; exit 1; }
