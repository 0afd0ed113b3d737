import type { Definition } from '../conformance/samples/definitions.ts'
import type { Judged } from '../conformance/samples/figures.ts'
import { definitionText, samplesOf } from '../conformance/samples/make.ts'
import { Client } from './client.ts'
import { type CRDObject, installCRD, resourcesPath, uninstallCRD } from './install.ts'
import type { Access } from './start.ts'

/** More CRDs at a time are slower: the server publishes each in its OpenAPI document, one by one. */
const installsAtOnce = 3
const createsAtOnce = 8

/** Hundreds of CRDs keep a server busy. */
const patience = 120_000

/**
 * What a real server says to the creation of samples. All CRDs come before all resources, because the server holds back
 * every creation for 2 s while the CRD is younger than that; one variant of a CRD can be there at a time.
 */
export async function judgeSamples(server: Access, definitions: readonly Definition[]): Promise<Judged[]> {
  const client = new Client(server)
  const judged: Judged[] = []
  const rounds = roundsOf(definitions)
  for (const [i, round] of rounds.entries()) {
    const creations: (() => Promise<void>)[] = []
    await inParallel(
      installsAtOnce,
      round.map((definition) => async () => {
        const answer = await installCRD(client, definitionText(definition), patience)
        if (answer.status !== 201) throw new Error(`${definition.file}: ${answer.text}`)
        for (const made of samplesOf(definition)) {
          creations.push(async () => {
            const path = resourcesPath(answer.json as CRDObject, made.version, 'default')
            const { status, text, warnings, json } = await client.request(
              'POST',
              `${path}?dryRun=All&fieldValidation=Strict`,
              made.body,
            )
            const message = (json as { message?: string } | undefined)?.message ?? text
            judged.push({ made, verdict: { accepted: status === 201, code: status, message, causes: null, warnings } })
          })
        }
      }),
    )
    await inParallel(createsAtOnce, creations)
    const again = (rounds[i + 1] ?? []).map(({ crd }) => crd.name)
    await inParallel(
      installsAtOnce,
      again.map((name) => () => uninstallCRD(client, name, patience)),
    )
  }
  client.close()
  return judged
}

/** The n-th variant of every CRD is in the n-th round. */
function roundsOf(definitions: readonly Definition[]): Definition[][] {
  const rounds: Definition[][] = []
  const seen = new Map<string, number>()
  for (const definition of definitions) {
    const round = seen.get(definition.crd.name) ?? 0
    seen.set(definition.crd.name, round + 1)
    rounds[round] = [...(rounds[round] ?? []), definition]
  }
  return rounds
}

async function inParallel(count: number, work: (() => Promise<void>)[]): Promise<void> {
  const todo = [...work]
  const worker = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) await next()
  }
  await Promise.all(Array.from({ length: count }, worker))
}
