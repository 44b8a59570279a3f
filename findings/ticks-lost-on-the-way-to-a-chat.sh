#!/usr/bin/env bash
# A checklist on its way to a chat: whether what is done still looks done.
#
# `- [x]` and `- [ ]` are task list items (GitHub Flavored Markdown 0.29, 5.3). Five converters that turn Markdown into what
# chats and trackers take, given one open and one done item:
#   slackify-markdown 4.5.0    a bullet for both: nobody can tell them apart
#   telegramify-markdown 1.3.3 the same
#   @tryfabric/mack 1.2.1      the same, unless its option lists.checkboxPrefix is given
#   md-to-slack 1.1.7          ☐ and ☒
#   marklassian 1.2.1          a taskList with the states TODO and DONE
# None of the first three warns. A plan or an agenda with ticks, sent by a bot, arrives as a list of equal things.
#
# Needs bash, Node 20 or newer and npm; installs into a folder that it removes. Exits with 1 if the output is another one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --silent --no-audit --no-fund @tryfabric/mack@1.2.1 marklassian@1.2.1 md-to-slack@1.1.7 slackify-markdown@4.5.0 \
  telegramify-markdown@1.3.3 >/dev/null

cat >ticks.mjs <<'JS'
import mack from '@tryfabric/mack';
import { markdownToAdf } from 'marklassian';
import { markdownToSlack } from 'md-to-slack';
import slackify from 'slackify-markdown';
import telegramify from 'telegramify-markdown';

const list = '- [ ] open\n- [x] done\n';
const print = (name, text) => console.log(`${name}: ${text.trim().replaceAll('\n', ' | ')}`);
print('slackify-markdown', slackify(list));
print('telegramify-markdown', telegramify(list, 'escape'));
print('mack', (await mack.markdownToBlocks(list)).map(({ text }) => text.text).join('\n'));
print('md-to-slack', markdownToSlack(list));
print('marklassian', markdownToAdf(list).content[0].content.map(({ attrs }) => attrs.state).join('\n'));
JS

seen=$(node ticks.mjs)
expected='slackify-markdown: •   open | •   done
telegramify-markdown: •   open | •   done
mack: • open | • done
md-to-slack: ☐ open | ☒ done
marklassian: TODO | DONE'
npm ls --depth=0 2>/dev/null | sed -n 's/^[^a-z@]*\(@\{0,1\}[a-z/-]*@[0-9.]*\)$/\1/p'
echo "Given: - [ ] open | - [x] done. Seen:"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Expected:"; echo "$expected"; exit 1; }
