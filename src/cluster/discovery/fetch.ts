import type { Answer } from '../transport/answer.ts'
import { accepted } from '../transport/read-json.ts'
import type { Transport } from '../transport/transport.ts'
import { acceptAggregated, isAggregated, readAggregated } from './aggregated.ts'
import { type LegacyGroup, readCoreGroup, readGroups, readResources, withResources } from './legacy.ts'
import { Plain } from './plain.ts'
import { type Discovered, groupVersion, type Resource } from './types.ts'

/** Like kubectl's. */
const timeout = 32_000

/**
 * Asks a server what it serves: two requests, or one for each version of each group when it is older than 1.27.
 * Upstream: client-go v0.36.3, discovery/discovery_client.go. Throws {@link ClusterError}.
 */
export async function fetchDiscovery(transport: Transport): Promise<Discovered> {
  const ask = (path: string) => transport.request({ path, accept: acceptAggregated, timeout })
  const [core, rest] = await Promise.all([ask('/api'), ask('/apis')])
  // A server of its own for some APIs has no core group.
  const answers = await Promise.all([
    ...(core.status === 404 ? [] : [accepted(transport, core)]),
    accepted(transport, rest),
  ])
  if (answers.every(({ headers }) => isAggregated(headers['content-type']))) {
    const parts = answers.map((answer) => readAggregated(parse(answer)))
    return { groups: parts.flatMap(({ groups }) => groups), failed: parts.flatMap(({ failed }) => failed) }
  }
  return fetchOneByOne(transport, core.status === 404 ? undefined : core, rest)
}

async function fetchOneByOne(transport: Transport, core: Answer | undefined, rest: Answer): Promise<Discovered> {
  const plain = async (answer: Answer, path: string) =>
    parse(
      isAggregated(answer.headers['content-type'])
        ? await accepted(transport, await transport.request({ path, timeout }))
        : answer,
    )
  const groups: LegacyGroup[] = [
    ...(core ? readCoreGroup(await plain(core, '/api')) : []),
    ...readGroups(await plain(rest, '/apis')),
  ]
  const found = new Map<string, readonly Resource[]>()
  const failed: string[] = []
  await Promise.all(
    groups.flatMap(({ name, versions }) =>
      versions.map(async (version) => {
        const id = groupVersion(name, version)
        const answer = await transport.request({ path: name === '' ? `/api/${version}` : `/apis/${id}`, timeout })
        if (answer.status === 200) found.set(id, readResources(parse(answer), name, version))
        else failed.push(id)
      }),
    ),
  )
  return {
    groups: groups.map((group) => withResources(group, (version) => found.get(groupVersion(group.name, version)))),
    failed: failed.sort(),
  }
}

function parse({ text }: Answer): Plain {
  try {
    return new Plain(JSON.parse(text))
  } catch {
    return new Plain(undefined)
  }
}
