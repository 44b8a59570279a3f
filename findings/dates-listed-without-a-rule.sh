#!/usr/bin/env bash
# Three days off as one event with a list of dates and no rule: no reader that was asked shows all three.
#
# An event may repeat by a list alone: the first day is its DTSTART, the others stand in RDATE (RFC 5545, 3.8.5.2 and 3.8.2.4: DTSTART
# is the first of them). Here an office is closed on 24, 28 and 31 December.
#   node-ical 0.26.1                  24 alone: the list is kept as a text, and is not expanded
#   ts-ics 2.4.6                      24 alone: the list is dropped
#   ical-expander 3.2.0 (on ical.js)  28 and 31 alone: the first day is lost where there is no RRULE (known there since pull request 534)
# It matters to whoever publishes closing days: with RRULE, or with one event for each day, all of them show the same.
#
# Needs bash, Node 20 or newer and npm; installs into a folder that it removes. Exits with 1 if the output is another one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --silent --no-audit --no-fund node-ical@0.26.1 ical-expander@3.2.0 ts-ics@2.4.6 >/dev/null

cat >days.mjs <<'JS'
import Expander from 'ical-expander';
import nodeIcal from 'node-ical';
import { convertIcsCalendar } from 'ts-ics';

const ics = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//example//list//EN',
  'BEGIN:VEVENT', 'UID:closed@example.org', 'DTSTAMP:20260101T000000Z', 'SUMMARY:Closed',
  'DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261225', 'RDATE;VALUE=DATE:20261228,20261231',
  'END:VEVENT', 'END:VCALENDAR', '',
].join('\r\n');
const [from, to] = [new Date('2026-12-01'), new Date('2027-02-01')];
const print = (name, days) => console.log(`${name}: ${days.sort().join(' ')}`);
const dayOf = (date) => date.toISOString().slice(0, 10);

const [entry] = Object.values(nodeIcal.sync.parseICS(ics)).filter(({ type }) => type === 'VEVENT');
print('node-ical', nodeIcal.expandRecurringEvent(entry, { from, to }).map(({ start }) => dayOf(start)));
const { events, occurrences } = new Expander({ ics }).between(from, to);
print('ical-expander', [...events, ...occurrences].map(({ startDate }) => startDate.toString()));
const [event] = convertIcsCalendar(undefined, ics).events;
print('ts-ics', [dayOf(event.start.date), ...(JSON.stringify(event).match(/2026123\d|2026-12-3\d/g) ?? [])]);
JS

seen=$(TZ=UTC node days.mjs)
expected='node-ical: 2026-12-24
ical-expander: 2026-12-28 2026-12-31
ts-ics: 2026-12-24'
npm ls --depth=0 2>/dev/null | sed -n 's/^[^a-z]*\([a-z.-]*@[0-9.]*\)$/\1/p'
echo "Meant: 2026-12-24 2026-12-28 2026-12-31. Seen:"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Expected:"; echo "$expected"; exit 1; }
