import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Client } from './client.ts'

export const crdsPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'

/** The parts of a `apiextensions.k8s.io/v1` CRD that say where its resources live. */
export interface CRDObject {
  metadata: { name: string }
  spec: {
    group: string
    scope: string
    names: { plural: string; kind: string }
    versions: { name: string; served: boolean; storage: boolean }[]
  }
}

/**
 * Creates a CRD (strict about unknown fields) and, when it is accepted, waits until all its served versions answer.
 * @param text the CRD as JSON
 * @throws when the CRD is accepted and not served in time
 */
export async function installCRD(client: Client, text: string, timeoutMs = 30_000): Promise<Answer> {
  const answer = await client.request('POST', `${crdsPath}?fieldValidation=Strict`, text)
  if (answer.status !== 201) return answer
  const crd = answer.json as CRDObject
  const { name } = crd.metadata
  await until(timeoutMs, `CRD ${name} established`, async () => {
    const { json } = await client.request('GET', `${crdsPath}/${name}`)
    const { status } = json as { status?: { conditions?: { type: string; status: string }[] } }
    return status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True') ?? false
  })
  for (const version of crd.spec.versions.filter(({ served }) => served)) {
    const path = `${resourcesPath(crd, version.name, 'default')}?limit=1`
    // Established says that it may be served; the handler learns of it a moment later.
    await until(timeoutMs, `${path} served`, async () => (await client.request('GET', path)).status === 200)
  }
  return answer
}

/** Deletes a CRD with its resources and waits until it is gone and no longer served. */
export async function uninstallCRD(client: Client, name: string, timeoutMs = 30_000): Promise<void> {
  const path = `${crdsPath}/${name}`
  const { json } = await client.request('DELETE', path)
  const gone = async (at: string) => (await client.request('GET', at)).status === 404
  await until(timeoutMs, `CRD ${name} gone`, () => gone(path))
  const { spec } = json as Partial<CRDObject>
  if (!spec) return
  // The handler learns of it a moment later, and would judge by it resources of the next CRD with this name.
  const { group, names } = spec
  for (const { name: version } of spec.versions.filter(({ served }) => served))
    await until(timeoutMs, `CRD ${name} not served`, () => gone(`/apis/${group}/${version}/${names.plural}`))
}

/** Where the resources of a version are listed and created. */
export function resourcesPath(crd: CRDObject, version: string, namespace: string): string {
  const { group, scope, names } = crd.spec
  const within = scope === 'Namespaced' ? `namespaces/${encodeURIComponent(namespace)}/` : ''
  return `/apis/${group}/${version}/${within}${names.plural}`
}

async function until(timeoutMs: number, what: string, met: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (let pause = 10; !(await met()); pause = Math.min(2 * pause, 200)) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs / 1000} s: ${what}`)
    await sleep(pause)
  }
}
