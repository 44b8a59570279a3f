#!/usr/bin/env bash
# "From this day on, a day later" moves one day, or all later ones, depending on who reads it.
#
# A change of one day of a series may say that it holds for all later ones as well: RECURRENCE-ID;RANGE=THISANDFUTURE
# (RFC 5545, 3.2.13). Here a weekly day off on Thursdays moves to Fridays from the second week on: 19, 27, 6, 13.
#   ical-expander 3.2.0 (on ical.js)  moves all later days, as the standard says
#   node-ical 0.26.1                  moves the one day, keeps the later ones on Thursdays, and says nothing
# It matters to whoever writes such a change: it is one valid line, and a reader that doesn't know it shows a list of days
# that looks complete. A program that writes calendars is safer with two series.
#
# Needs bash, Node 20 or newer and npm; installs into a folder that it removes. Exits with 1 if the output is another one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --silent --no-audit --no-fund node-ical@0.26.1 ical-expander@3.2.0 >/dev/null

cat >days.mjs <<'JS'
import Expander from 'ical-expander';
import nodeIcal from 'node-ical';

const event = (...lines) => [
  'BEGIN:VEVENT', 'UID:thursdays@example.org', 'DTSTAMP:20260101T000000Z', 'SUMMARY:Off', ...lines, 'END:VEVENT',
];
const ics = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//example//range//EN',
  ...event('DTSTART;VALUE=DATE:20260219', 'RRULE:FREQ=WEEKLY;COUNT=4'),
  ...event('RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260226', 'DTSTART;VALUE=DATE:20260227'),
  'END:VCALENDAR', '',
].join('\r\n');
const [from, to] = [new Date('2026-02-01'), new Date('2026-04-01')];
const print = (name, days) => console.log(`${name}: ${days.sort().join(' ')}`);

const { events, occurrences } = new Expander({ ics }).between(from, to);
print('ical-expander', [...events, ...occurrences].map(({ startDate }) => startDate.toString()));
const [entry] = Object.values(nodeIcal.sync.parseICS(ics)).filter(({ type }) => type === 'VEVENT');
print('node-ical', nodeIcal.expandRecurringEvent(entry, { from, to }).map(({ start }) => start.toISOString().slice(0, 10)));
JS

seen=$(TZ=UTC node days.mjs)
expected='ical-expander: 2026-02-19 2026-02-27 2026-03-06 2026-03-13
node-ical: 2026-02-19 2026-02-27 2026-03-05 2026-03-12'
npm ls --depth=0 2>/dev/null | sed -n 's/^[^a-z]*\([a-z.-]*@[0-9.]*\)$/\1/p'
echo "Meant: 2026-02-19 2026-02-27 2026-03-06 2026-03-13. Seen:"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Expected:"; echo "$expected"; exit 1; }
