#!/usr/bin/env bash
# "Every year, three times, from 29 February 2024 on": three libraries, three lists of days.
#
# RFC 5545 (3.3.10) leaves no choice: a rule that gives a date that doesn't exist, such as 29 February 2025, skips it, and it
# is not counted. The days are 29 February of 2024, 2028 and 2032.
#   rrule 2.8.1       2024, 2028, 2032
#   ical.js 2.2.1     goes on to 1 March in the years between
#   node-ical 0.26.1  goes back to 28 February in the years between (it expands rules with rrule-temporal)
# The last two also use up the count by days that are none, so that nothing is left for 2028. It matters for what is written
# down once and trusted for years: anniversaries, leap-day closures, the end of a term.
#
# Needs bash, Node 20 or newer and npm; installs into a folder that it removes. Exits with 1 if the output is another one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1 rrule-temporal@1.6.0 rrule@2.8.1 >/dev/null

cat >days.mjs <<'JS'
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import rrule from 'rrule';

const rule = 'FREQ=YEARLY;COUNT=3';
const ics = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//example//leap//EN', 'BEGIN:VEVENT', 'UID:leap@example.org',
  'DTSTAMP:20240101T000000Z', 'DTSTART;VALUE=DATE:20240229', `RRULE:${rule}`, 'SUMMARY:Leap day', 'END:VEVENT',
  'END:VCALENDAR', '',
].join('\r\n');
const print = (name, days) => console.log(`${name}: ${days.join(' ')}`);

print('rrule', rrule.rrulestr(`DTSTART:20240229T000000Z\nRRULE:${rule}`).all().map((day) => day.toISOString().slice(0, 10)));
const event = new ICAL.Event(new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent('vevent'));
const days = [];
for (let each, walk = event.iterator(); (each = walk.next()); ) days.push(each.toString());
print('ical.js', days);
const [entry] = Object.values(nodeIcal.sync.parseICS(ics)).filter(({ type }) => type === 'VEVENT');
const range = { from: new Date('2024-01-01'), to: new Date('2040-01-01') };
print('node-ical', nodeIcal.expandRecurringEvent(entry, range).map(({ start }) => start.toISOString().slice(0, 10)));
JS

seen=$(TZ=UTC node days.mjs)
expected='rrule: 2024-02-29 2028-02-29 2032-02-29
ical.js: 2024-02-29 2025-03-01 2026-03-01
node-ical: 2024-02-29 2025-02-28 2026-02-28'
npm ls --depth=0 2>/dev/null | sed -n 's/^[^a-z]*\([a-z.-]*@[0-9.]*\)$/\1/p'
echo "Meant: 2024-02-29 2028-02-29 2032-02-29. Seen:"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Expected:"; echo "$expected"; exit 1; }
