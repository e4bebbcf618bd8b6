// Preloaded into every Node process of a measured command: leaves what the process used, one line a process.
const { appendFileSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  appendFileSync(process.env.PLATFORM_BENCH_USAGE, `${JSON.stringify({ cpu: userCPUTime + systemCPUTime, rss: maxRSS })}\n`);
});
