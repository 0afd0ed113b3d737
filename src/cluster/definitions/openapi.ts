import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClusterError } from '../../model/cluster-error.ts'
import { type Dict, isDict, span } from '../../model/value.ts'
import { fileName, ownCacheFolder } from '../discovery/cache-folder.ts'
import { writeAtomically } from '../discovery/discovery-cache.ts'
import { accepted, readJson } from '../transport/read-json.ts'
import type { Transport } from '../transport/transport.ts'

/** What is kept of an OpenAPI document: its schemas, as text, below the tag by which the server tells whether it has changed. */
interface Kept {
  tag: string
  schemas: string
}

/**
 * The schemas (`components.schemas`) that a server publishes for one version of a group, as OpenAPI v3. They are kept on disk;
 * the server is asked whether they still hold. Throws {@link ClusterError}.
 * @param folder of all caches
 */
export async function openApiSchemas(
  transport: Transport,
  folder: string,
  group: string,
  version: string,
): Promise<Dict> {
  const path = group === '' ? `api/${version}` : `apis/${group}/${version}`
  const file = join(ownCacheFolder(folder, transport.access.host), 'openapi', fileName(path))
  const known = read(file)
  const headers = known && { 'If-None-Match': known.tag }
  const answer = await transport.request({ path: `/openapi/v3/${path}`, ...(headers && { headers }) })
  if (known && answer.status === 304) {
    const schemas = readJson(known.schemas)
    if (isDict(schemas)) return schemas
  }
  if (answer.status === 404)
    throw new ClusterError(
      `error: the server publishes no schemas in ${path}`,
      'of a CRD that has just been made, it does so in a few seconds; Kubernetes before 1.27 does not at all',
    )
  const { text } = await accepted(transport, answer)
  const root = readJson(text)
  const components = isDict(root) ? root.components : undefined
  const schemas = isDict(components) ? components.schemas : undefined
  if (!isDict(components) || !isDict(schemas))
    throw new ClusterError(`error: the server did not answer with an OpenAPI document: ${path}`)
  const tag = answer.headers.etag
  const at = components[span]
  const i = at ? at.keys.indexOf('schemas') : -1
  // Of a large document the paths are the most.
  if (tag !== undefined && at && i >= 0)
    writeAtomically(file, `${tag}\n${text.slice(at.at[3 * i + 1], at.at[3 * i + 2])}`)
  return schemas
}

function read(file: string): Kept | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const end = text.indexOf('\n')
    return end < 0 ? undefined : { tag: text.slice(0, end), schemas: text.slice(end + 1) }
  } catch {
    return undefined
  }
}
