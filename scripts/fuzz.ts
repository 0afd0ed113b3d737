// Made-up input for every engine: nothing may crash, take long or break a law. `npm run fuzz -- --seed N (1) --count N
// (cases of each target, 2000) --only TARGET[,TARGET] --print N (the input of one case)`; exit 1 on a failure.
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { fuzz, makeCase } from '../test/fuzz/run.ts'
import { targets } from '../test/fuzz/targets.ts'

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '2000' },
    only: { type: 'string', default: '' },
    print: { type: 'string' },
  },
})
const only = flags.only.split(',').filter(Boolean)
const chosen = targets.filter(({ name }) => only.length === 0 || only.includes(name))
/** Nothing else can end a case that never ends. */
const watch = `
const { writeSync } = require('node:fs')
const { workerData: progress } = require('node:worker_threads')
let seen = -1
setInterval(() => {
  const [number, begun] = progress
  if (begun === seen) {
    writeSync(2, 'case ' + number + ' does not end\\n')
    process.kill(process.pid, 'SIGKILL')
  }
  seen = begun
}, 30_000)`

if (flags.print) for (const target of chosen) console.log(makeCase(target, Number(flags.seed), Number(flags.print)))
else run()

function run(): void {
  let failed = 0
  const progress = new Int32Array(new SharedArrayBuffer(8))
  const watchdog = new Worker(watch, { eval: true, workerData: progress })
  for (const target of chosen) {
    const started = performance.now()
    const failures = fuzz([target], Number(flags.seed), Number(flags.count), (number) => {
      Atomics.store(progress, 0, number)
      Atomics.add(progress, 1, 1)
    })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${target.name}: ${flags.count} cases, ${failures.length} failures, ${seconds} s`)
    for (const { number, input, why } of failures.slice(0, 5)) {
      console.log(
        `  case ${number}: ${why.split('\n').slice(0, 6).join('\n    ')}\n    ${JSON.stringify(input.slice(0, 1000))}`,
      )
    }
    failed += failures.length
  }
  process.exitCode = failed > 0 ? 1 : 0
  watchdog.terminate()
}
