/** The list of all trials, in the order in which they are shown. */
import { accessible } from './accessible.ts';
import { anyTool } from './anyTool.ts';
import { calendars } from './calendars.ts';
import { checklists } from './checklists.ts';
import { damage } from './damage.ts';
import { dates } from './dates.ts';
import { disk } from './disk.ts';
import { duties } from './duties.ts';
import { erasure } from './erasure.ts';
import { kills } from './kills.ts';
import { locks } from './locks.ts';
import { merge } from './merge.ts';
import { pages } from './pages.ts';
import { plans } from './plans.ts';
import { properties } from './properties.ts';
import { replicas } from './replicas.ts';
import { setAside } from './setAside.ts';
import { strangers } from './strangers.ts';
import { syscalls } from './syscalls.ts';
import { terminal } from './terminal.ts';
import type { Trial } from './trial.ts';
import { writers } from './writers.ts';

export const trials: readonly Trial[] = [
  kills,
  syscalls,
  disk,
  writers,
  locks,
  damage,
  merge,
  replicas,
  anyTool,
  setAside,
  erasure,
  strangers,
  checklists,
  terminal,
  accessible,
  plans,
  dates,
  calendars,
  pages,
  duties,
  properties,
];
