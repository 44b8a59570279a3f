'use strict';

/**
 * Preloaded into what the bench measures. At the end it writes to the file that BENCH_FIGURES names the processor time of this
 * process, in microseconds, without that of its children, and its peak memory, in KiB.
 */
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const { readFileSync, writeFileSync } = require('node:fs');
  let peak = process.resourceUsage().maxRSS;
  try {
    // resourceUsage() also counts the peak of the process that forked this one.
    peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {}
  writeFileSync(process.env.BENCH_FIGURES, JSON.stringify({ processor: user + system, peak }));
});
