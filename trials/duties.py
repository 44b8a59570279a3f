"""Dates of meetings and turns by python-dateutil, for the trial `duties`: JSON of what is wanted in, JSON of it out."""
import json
import sys
from datetime import datetime, timedelta, timezone

from dateutil import tz
from dateutil.rrule import MO, MONTHLY, SU, WE, WEEKLY, rrule

WEEKDAYS = {"mon": MO, "wed": WE, "sun": SU}


def instant(naive, zone):
    """The UTC seconds of a wall-clock time: the first of two, and moved on by the gap where there is none."""
    aware = tz.resolve_imaginary(naive.replace(tzinfo=zone, fold=0))
    return int(aware.timestamp())


def local(seconds, zone):
    return datetime.fromtimestamp(seconds, timezone.utc).astimezone(zone).strftime("%Y-%m-%d %H:%M")


def meeting_days(meeting, first, last):
    day = WEEKDAYS[meeting["day"]]
    if meeting["nth"] is None:
        return rrule(WEEKLY, byweekday=day, dtstart=first, until=last)
    return rrule(MONTHLY, byweekday=day(meeting["nth"]), dtstart=first, until=last)


def main():
    asked = json.load(sys.stdin)
    first, last = (datetime.fromisoformat(asked[key]) for key in ("first", "last"))
    zones = {name: tz.gettz(name) for name in asked["zones"]}
    lines = []
    for name, zone in zones.items():
        for meeting in asked["meetings"]:
            for day in meeting_days(meeting, first, last):
                times = [instant(day + timedelta(minutes=minutes), zone) for minutes in (meeting["from"], meeting["to"])]
                seen = [local(times[0], other) for other in zones.values()]
                lines.append([name, meeting["id"], day.strftime("%Y-%m-%d"), *times, *seen])
        for rotation in asked["rotations"]:
            start = datetime.fromisoformat(rotation["anchor"])
            people = sorted(rotation["members"])
            at = people.index(rotation["starts"])
            days = rrule(WEEKLY, byweekday=WEEKDAYS[rotation["switches"]], dtstart=start, count=26)
            for week, day in enumerate(days):
                holder = people[(at + week) % len(people)]
                lines.append([name, rotation["id"], day.strftime("%Y-%m-%d"), instant(day, zone), holder])
    json.dump(lines, sys.stdout)


main()
