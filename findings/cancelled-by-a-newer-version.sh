#!/usr/bin/env bash
# A day off that was cancelled is still there, once or twice, in every library that was asked.
#
# A file may hold several versions of one event: the same UID, and the one with the highest SEQUENCE counts (RFC 5545,
# 3.8.7.4; RFC 5546, 2.1.4). Here the newer version cancels the event, so that no day is left.
#   ical.js 2.2.1        gives two events, the old and the cancelled one
#   ical-expander 3.2.0  gives two events
#   node-ical 0.26.1     gives the newer one alone, but on its day as any other; that it is cancelled is only a property
# None of them leaves a cancelled event out, so each program that counts days has to compare versions and look at STATUS
# itself. Feeds of team calendars hold such pairs for every leave that was taken back.
#
# Needs bash, Node 20 or newer and npm; installs into a folder that it removes. Exits with 1 if the output is another one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1 ical-expander@3.2.0 >/dev/null

cat >days.mjs <<'JS'
import ICAL from 'ical.js';
import Expander from 'ical-expander';
import nodeIcal from 'node-ical';

const event = (...lines) => [
  'BEGIN:VEVENT', 'UID:leave@example.org', 'DTSTAMP:20260101T000000Z', 'DTSTART;VALUE=DATE:20260701', ...lines,
  'SUMMARY:Leave', 'END:VEVENT',
];
const ics = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//example//versions//EN',
  ...event('SEQUENCE:1', 'STATUS:CONFIRMED'), ...event('SEQUENCE:2', 'STATUS:CANCELLED'), 'END:VCALENDAR', '',
].join('\r\n');
const [from, to] = [new Date('2026-06-01'), new Date('2026-08-01')];
const print = (name, days) => console.log(`${name}: ${days.join(', ')}`);

const all = new ICAL.Component(ICAL.parse(ics)).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
const day = ({ startDate, component }) => `${startDate} ${component.getFirstPropertyValue('status')}`;
print('ical.js', all.map(day));
print('ical-expander', new Expander({ ics }).between(from, to).events.map(day));
const entries = Object.values(nodeIcal.sync.parseICS(ics)).filter(({ type }) => type === 'VEVENT');
const shown = entries.flatMap((entry) => nodeIcal.expandRecurringEvent(entry, { from, to }));
print('node-ical', shown.map(({ start, event }) => `${start.toISOString().slice(0, 10)} ${event.status}`));
JS

seen=$(TZ=UTC node days.mjs 2>/dev/null)
expected='ical.js: 2026-07-01 CONFIRMED, 2026-07-01 CANCELLED
ical-expander: 2026-07-01 CONFIRMED, 2026-07-01 CANCELLED
node-ical: 2026-07-01 CANCELLED'
npm ls --depth=0 2>/dev/null | sed -n 's/^[^a-z]*\([a-z.-]*@[0-9.]*\)$/\1/p'
echo "Meant: no day. Seen:"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Expected:"; echo "$expected"; exit 1; }
