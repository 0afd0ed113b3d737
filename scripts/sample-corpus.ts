// How many samples an API server accepts, and what stopped the others: `npm run sample:corpus`. The corpus, the made-up CRDs
// beside it and the examples are judged by the server's own code; `-- --real` asks a real control plane instead, `-- --quick`
// our validator alone. `--made-up N` adds random CRDs from seed `--seed N`, of which many accept nothing.
import { parseArgs } from 'node:util'
import { askAbout } from '../test/conformance/samples/ask.ts'
import { corpusDefinitions, type Definition, otherDefinitions } from '../test/conformance/samples/definitions.ts'
import { disagreements, failures, figuresOf, type Judged } from '../test/conformance/samples/figures.ts'
import { madeUpDefinitions } from '../test/conformance/samples/made-up.ts'
import { samplesOf } from '../test/conformance/samples/make.ts'
import { startOracle } from '../test/conformance/server/oracle.ts'
import { judgeSamples } from '../test/control-plane/judge-samples.ts'
import { startControlPlane } from '../test/control-plane/start.ts'

const { values: flags } = parseArgs({
  options: {
    real: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    'made-up': { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    'min-minimal': { type: 'string', default: '99' },
    'min-full': { type: 'string', default: '97' },
  },
})

async function judge(definitions: readonly Definition[]): Promise<Judged[]> {
  if (flags.quick) return definitions.flatMap(samplesOf).map((made) => ({ made, verdict: ours(made.unsolved.length) }))
  if (!flags.real) {
    const oracle = startOracle()
    return askAbout(oracle, definitions).finally(() => oracle.close())
  }
  const server = await startControlPlane()
  return judgeSamples(server, definitions).finally(() => server.stop())
}

function ours(findings: number): Judged['verdict'] {
  return { accepted: findings === 0, code: findings === 0 ? 201 : 422, causes: null, warnings: null }
}

const judged = await judge([...corpusDefinitions(), ...otherDefinitions()])
const figures = figuresOf(judged)
for (const { shape, accepted, all, percent } of figures)
  console.log(`${shape.padEnd(8)} ${accepted}/${all}  ${percent.toFixed(2)} %`)
const least: Record<string, number> = { minimal: Number(flags['min-minimal']), full: Number(flags['min-full']) }
let failed = figures.some(({ shape, percent }) => percent < (least[shape] ?? 0))
for (const line of failures(judged)) console.log(`refused: ${line}`)

const more = Number(flags['made-up'])
const random = more > 0 ? await judge(madeUpDefinitions(Number(flags.seed), more)) : []
if (more > 0) {
  console.log(`made-up CRDs from seed ${flags.seed}`)
  for (const { shape, accepted, all } of figuresOf(random)) console.log(`${shape.padEnd(8)} ${accepted}/${all}`)
}
for (const line of disagreements([...judged, ...random])) {
  failed = true
  console.log(`differs: ${line}`)
}
process.exitCode = failed ? 1 : 0
