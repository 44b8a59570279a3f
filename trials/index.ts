/** The one list of trials, in the order in which they are shown. */
import { disk } from './disk.ts';
import { kills } from './kills.ts';
import { locks } from './locks.ts';
import type { Trial } from './trial.ts';
import { writers } from './writers.ts';

export const trials: readonly Trial[] = [kills, disk, writers, locks];
