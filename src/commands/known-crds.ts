import { choosesCluster } from '../cli/cluster-flags.ts'
import { UserError } from '../cli/exit.ts'
import { splitPaths, stdinOnce } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { resolveResource } from '../explain/resource.ts'
import { ClusterError } from '../model/cluster-error.ts'
import { visible } from '../model/printable.ts'
import { type Dict, isDict } from '../model/value.ts'
import { Catalog } from '../schema/catalog.ts'
import type { CRD } from '../schema/crd.ts'
import { configPath } from './config-path.ts'
import type { LiveResource } from './live-resource.ts'
import { Loader } from './loader.ts'

/** CRDs among which an argument of explain or sample names one. */
export interface KnownCRDs {
  crds: readonly CRD[]
  /** As given with --api-version, or as the cluster prefers. */
  apiVersion: string | undefined
  /** What else is in the files, when it was asked for. */
  objects: readonly Dict[]
  /** They are from a cluster: only the one that is named. */
  live: LiveResource | undefined
}

export interface KnownOptions {
  /** An object may be named too. */
  withObjects: boolean
  allVersions: boolean
}

/**
 * The CRDs in the files of -f. Without -f, those of the repository's configuration, if the resource is one of them and no flag
 * chooses a cluster; else the resource as the cluster has it.
 * @returns undefined when something could not be loaded, which has been said; throws {@link UserError} or {@link ClusterError}
 */
export async function knownCRDs(
  argument: string,
  flags: Readonly<Record<string, unknown>>,
  options: KnownOptions,
  terminal: Terminal,
): Promise<KnownCRDs | undefined> {
  const paths = splitPaths(flags.filename)
  stdinOnce(paths)
  const apiVersion = flags['api-version'] as string | undefined
  const load = new Loader(terminal)
  const catalog = new Catalog()
  if (paths.length > 0) {
    const objects = options.withObjects ? await readAll(paths, catalog, load) : []
    if (!options.withObjects) await load.crds(paths, catalog)
    if (options.withObjects && catalog.all().length === 0) await load.crds(await configuredCRDs(terminal), catalog)
    const crds = catalog.all()
    load.brokenCRDs(catalog)
    if (load.failed) return undefined
    if (crds.length === 0)
      throw new UserError(`no CRD in ${paths.join(', ')}`, 'a CRD has kind: CustomResourceDefinition')
    return { crds, apiVersion, objects, live: undefined }
  }
  const configured = choosesCluster(flags) ? [] : await configuredCRDs(terminal)
  await load.crds(configured, catalog)
  const crds = catalog.all()
  const resource = crds.length > 0 ? resolveResource(crds, argument, apiVersion) : undefined
  load.brokenCRDs(catalog)
  if (load.failed) return undefined
  if (resource && !('error' in resource) && resource.object === undefined)
    return { crds, apiVersion, objects: [], live: undefined }
  if (argument === '') throw new UserError('which resource?', 'name one that the cluster has, or files with -f PATH')
  try {
    return await inCluster(argument, flags, options, terminal)
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error
    // Who has CRDs of his own need not have a cluster.
    if (!resource || !('error' in resource)) throw withFiles(error)
    terminal.err(`${visible(error.message)}\n`)
    throw new UserError(resource.error, resource.hints.map(visible).join('\n') || undefined)
  }
}

/** Where nobody answers, files may be meant. */
function withFiles(error: ClusterError): ClusterError {
  if (!error.isUnreachable) return error
  const files = 'or name the file of the CRD with -f PATH, or in .kubectl-crd.yaml under crds'
  return new ClusterError(error.message, error.hint === undefined ? files : `${error.hint}\n${files}`, error.cause)
}

async function inCluster(
  argument: string,
  flags: Readonly<Record<string, unknown>>,
  { allVersions }: KnownOptions,
  terminal: Terminal,
): Promise<KnownCRDs> {
  const [{ openCluster }, { liveResource }] = await Promise.all([
    import('./open-cluster.ts'),
    import('./live-resource.ts'),
  ])
  const apiVersion = flags['api-version'] as string | undefined
  const live = await liveResource(argument, openCluster(flags, terminal), { apiVersion, allVersions }, terminal)
  return { crds: [live.crd], apiVersion: live.apiVersion, objects: [], live }
}

/** Fills the catalog. @returns all objects */
async function readAll(paths: readonly string[], catalog: Catalog, load: Loader): Promise<Dict[]> {
  const objects: Dict[] = []
  const inputs = await load.inputs(paths, { recursive: true }, catalog)
  for await (const { root } of load.documents(inputs)) if (isDict(root)) objects.push(root)
  return objects
}

/** Where the repository's configuration says that CRDs are. */
async function configuredCRDs(terminal: Terminal): Promise<readonly string[]> {
  const path = configPath({})
  if (path === undefined) return []
  const { readConfig } = await import('./config.ts')
  return (await readConfig(path, '', terminal)).crds
}
