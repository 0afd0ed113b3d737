import type { Oracle } from '../server/oracle.ts'
import type { Definition } from './definitions.ts'
import type { Judged } from './figures.ts'
import { definitionText, samplesOf } from './make.ts'

/** What a server says about the samples of CRDs; throws where it refuses a CRD. */
export async function askAbout(oracle: Oracle, definitions: readonly Definition[]): Promise<Judged[]> {
  const answers = definitions.map(async (definition) => {
    const samples = samplesOf(definition)
    const resources = samples.map(({ body }) => ({ do: 'create' as const, body }))
    const {
      definition: own,
      resources: verdicts,
      error,
    } = await oracle.ask({
      definition: definitionText(definition),
      resources,
    })
    if (!verdicts) throw new Error(`${definition.file}: ${error ?? own?.message}`)
    return samples.map((made, i) => ({ made, verdict: verdicts[i]! }))
  })
  return (await Promise.all(answers)).flat()
}
