#!/usr/bin/env bash
# One day is taken out of an all-day series, and three readers give three answers.
#
# Exchange and Outlook write the exception of an all-day series (EXDATE) as the instant at which the day begins for the
# author: the 18th in Berlin is 20260217T230000Z. RFC 5545 (3.8.5.1) allows a date-time there, and does not say how it is
# compared with days that have no time.
#   ical.js 2.2.1        takes out nothing
#   node-ical 0.26.1     takes out the 17th, the day in UTC, which is the wrong one
#   ical-expander 3.2.0  takes out the right day on a machine whose own zone is Berlin, and nothing anywhere else
# It matters to whoever counts days off: a day that was worked is off, or the other way round, and the answer of the last
# one depends on the machine that asks.
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

const ics = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//example//days//EN', 'BEGIN:VEVENT', 'UID:days@example.org',
  'DTSTAMP:20260101T000000Z', 'DTSTART;VALUE=DATE:20260216', 'RRULE:FREQ=DAILY;COUNT=4',
  'EXDATE:20260217T230000Z', 'SUMMARY:Closed', 'END:VEVENT', 'END:VCALENDAR', '',
].join('\r\n');
const [from, to] = [new Date('2026-02-01'), new Date('2026-03-01')];
const days = { 'ical.js': [], 'node-ical': [], 'ical-expander': [] };

const event = new ICAL.Event(new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent('vevent'));
for (let each, walk = event.iterator(); (each = walk.next()); ) days['ical.js'].push(each.day);
const [entry] = Object.values(nodeIcal.sync.parseICS(ics)).filter(({ type }) => type === 'VEVENT');
for (const { start } of nodeIcal.expandRecurringEvent(entry, { from, to })) days['node-ical'].push(start.getDate());
for (const { startDate } of new Expander({ ics }).between(from, to).occurrences) days['ical-expander'].push(startDate.day);
for (const [name, list] of Object.entries(days)) console.log(`${process.env.TZ}: ${name}: ${list.join(' ')}`);
JS

seen=$(for zone in UTC Europe/Berlin; do TZ=$zone node days.mjs; done)
expected='UTC: ical.js: 16 17 18 19
UTC: node-ical: 16 18 19
UTC: ical-expander: 16 17 18 19
Europe/Berlin: ical.js: 16 17 18 19
Europe/Berlin: node-ical: 16 18 19
Europe/Berlin: ical-expander: 16 17 19'
npm ls --depth=0 2>/dev/null | sed -n 's/^[^a-z]*\([a-z.-]*@[0-9.]*\)$/\1/p'
echo "Meant: 16 17 19. Seen:"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Expected:"; echo "$expected"; exit 1; }
