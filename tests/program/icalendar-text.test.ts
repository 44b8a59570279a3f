/** Lines of iCalendar files as programs end, fold and nest them. */
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../src/program/icalendar.ts';
import { icsOf, readText } from './ics.ts';

const file = icsOf([['SUMMARY:Zürich', 'D:20261225', 'DESCRIPTION:a\r\n b']]);

describe('line ends', () => {
  it.each([
    ['CR LF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
    ['CR CR LF, as after a second conversion', '\r\r\n'],
  ])('%s', (_, end) => {
    expect(readText(file.replaceAll('\r\n', end)).off).toEqual([{ date: '2026-12-25', name: 'Zürich' }]);
    expect(readText(file.replaceAll('\r\n', end).replace('1225', '1325')).fault).toBe(
      'line 4: "20261325" is not a date',
    );
  });

  it('other signs that end lines in Unicode belong to the text', () => {
    expect(readText(file.replace('ü', 'u\u2028BEGIN:')).off[0]?.name).toBe('Zu BEGIN:rich');
  });
});

describe('folded lines', () => {
  it.each(['\r\n ', '\n\t'])('between the bytes of a character: %j', (fold) => {
    const bytes = Buffer.from(file);
    const inside = bytes.indexOf('ü') + 1;
    const folded = Buffer.concat([bytes.subarray(0, inside), Buffer.from(fold), bytes.subarray(inside)]);
    expect(readCalendar(folded).off).toEqual([{ date: '2026-12-25', name: 'Zürich' }]);
    const wrong = Buffer.from(folded.toString('latin1').replace('1225', '1325'), 'latin1');
    expect(readCalendar(wrong).fault).toBe('line 5: "20261325" is not a date');
  });

  it('bytes that are no UTF-8 stay a fault', () => {
    expect(readCalendar(Buffer.from(file, 'latin1')).fault).toBe('it is not UTF-8 text');
  });
});

describe('hostile files', () => {
  it('deep nesting, many components, many carriage returns', () => {
    const deep = `${'BEGIN:A\n'.repeat(50_000)}${'END:A\n'.repeat(50_000)}`;
    const wide = 'BEGIN:A\nEND:A\n'.repeat(70_000);
    for (const text of [deep, wide, `${'\r'.repeat(900_000)}\n`])
      expect(
        readText(`BEGIN:VCALENDAR\n${text}BEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT\nEND:VCALENDAR\n`).off,
      ).toEqual([{ date: '2026-12-25' }]);
  });

  it('time zones beyond number, asked for every day', () => {
    const zone = (n: number) =>
      `BEGIN:VTIMEZONE\nTZID:Z${n}\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0207\nTZOFFSETTO:+0107\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nEND:VTIMEZONE\n`;
    const zones = Array.from({ length: 3000 }, (_, n) => zone(n)).join('');
    const event = `BEGIN:VEVENT\nDTSTART:20261225\nEXDATE:${Array(20_000).fill('20261224T230100Z')}\nEND:VEVENT\n`;
    expect(readText(`BEGIN:VCALENDAR\n${zones}${event}END:VCALENDAR\n`).fault).toContain(
      'its repetitions are too many to follow',
    );
  });

  it('one UID for everything', () => {
    const change = ['UID:a', 'RECURRENCE-ID:20261225', 'D:20261226'];
    const series = ['UID:a', 'D:20261224', 'RRULE:FREQ=DAILY;COUNT=3'];
    const events = Array.from({ length: 5000 }, () => [change, series]).flat();
    expect(readText(icsOf(events)).fault).toContain('its repetitions are too many to follow');
  });
});
