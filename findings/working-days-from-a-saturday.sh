#!/usr/bin/env bash
# "One working day after Saturday" and "working days between" don't belong together, in three libraries that offer both.
#
# All three say that one working day after a Saturday is the Monday, and two are the Tuesday; and that between that Saturday and
# that Monday lie no working days, and one to the Tuesday. So what adds up from a Friday loses a day from a Saturday or a Sunday.
# Counting back from the Saturday, two of the three say that the Friday is one working day before, and date-fns that it is none.
#   date-fns 4.4.0               addBusinessDays, differenceInBusinessDays
#   moment-business-days 1.2.0   businessAdd, businessDiff
#   dayjs-business-days2 1.3.0   businessDaysAdd, businessDiff
# It matters wherever a date depends on something that people may do on a day off: "due three working days after it was sent" and
# "sent two working days ago" are answered by one pair of functions, and a late-by that is read off the difference is one short.
#
# Needs bash, Node 20 or newer and npm; installs into a folder that it removes. Exits with 1 if the output is another one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --silent --no-audit --no-fund date-fns@4.4.0 moment@2.30.1 moment-business-days@1.2.0 dayjs@1.11.19 \
  dayjs-business-days2@1.3.0 >/dev/null

cat >days.mjs <<'JS'
import { addBusinessDays, differenceInBusinessDays } from 'date-fns';
import dayjs from 'dayjs';
import businessDays from 'dayjs-business-days2';
import moment from 'moment-business-days';

dayjs.extend(businessDays);
const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const libraries = {
  'date-fns': (day, n) => {
    const other = addBusinessDays(day, n);
    return [other, differenceInBusinessDays(other, day)];
  },
  'moment-business-days': (day, n) => {
    const other = moment(day).businessAdd(n);
    return [other.toDate(), other.businessDiff(moment(day), true)];
  },
  'dayjs-business-days2': (day, n) => {
    const other = dayjs(day).businessDaysAdd(n);
    return [other.toDate(), other.businessDiff(dayjs(day))];
  },
};
for (const [name, count] of Object.entries(libraries))
  for (const day of [new Date(2026, 10, 27), new Date(2026, 10, 28)]) {
    const told = [-1, 1, 2].map((n) => {
      const [other, difference] = count(day, n);
      return `${n} is ${names[other.getDay()]}, which is ${difference + 0} away`;
    });
    console.log(`${name}, from ${names[day.getDay()]}: ${told.join('; ')}`);
  }
JS

seen=$(TZ=UTC node days.mjs)
expected='date-fns, from Fri: -1 is Thu, which is -1 away; 1 is Mon, which is 1 away; 2 is Tue, which is 2 away
date-fns, from Sat: -1 is Fri, which is 0 away; 1 is Mon, which is 0 away; 2 is Tue, which is 1 away
moment-business-days, from Fri: -1 is Thu, which is -1 away; 1 is Mon, which is 1 away; 2 is Tue, which is 2 away
moment-business-days, from Sat: -1 is Fri, which is -1 away; 1 is Mon, which is 0 away; 2 is Tue, which is 1 away
dayjs-business-days2, from Fri: -1 is Thu, which is -1 away; 1 is Mon, which is 1 away; 2 is Tue, which is 2 away
dayjs-business-days2, from Sat: -1 is Fri, which is -1 away; 1 is Mon, which is 0 away; 2 is Tue, which is 1 away'
npm ls --depth=0 2>/dev/null | sed -n 's/^[^a-z]*\([a-z0-9.-]*@[0-9.]*\)$/\1/p'
echo "From a Friday both functions agree; from a Saturday they don't. Seen:"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Expected:"; echo "$expected"; exit 1; }
