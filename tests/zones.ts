/** Time zones with unusual days: some have 23 or 25 hours, some change by half an hour, and some days were left out. */
export const zones = [
  'UTC',
  'Africa/Casablanca',
  'Africa/Johannesburg',
  'America/Caracas',
  'America/Los_Angeles',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Pyongyang',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

/** What the clocks of a zone show at an instant: `2026-12-01 09:00`. */
export function clockIn(timeZone: string, instant: Date): string {
  const shown = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return shown.format(instant);
}
