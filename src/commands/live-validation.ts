import type { Terminal } from '../cli/terminal.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { RestMapper } from '../cluster/discovery/rest-mapper.ts'
import { type Resource, resourcePath } from '../cluster/discovery/types.ts'
import { StatusError } from '../cluster/transport/status-error.ts'
import { isBuiltinGroup } from '../model/builtin.ts'
import { type Document, gvkOf, nameOf } from '../model/document.ts'
import type { GVK } from '../model/gvk.ts'
import { visible } from '../model/printable.ts'
import type { Result } from '../model/result.ts'
import { formatVersion, type ServerVersion } from '../model/server-version.ts'
import { isDict } from '../model/value.ts'
import type { Catalog } from '../schema/catalog.ts'
import { isCRD, readCRD } from '../schema/crd.ts'
import { askServer, type DryRun } from './ask-server.ts'
import { openCluster } from './open-cluster.ts'
import { tellInstead } from './tell-instead.ts'

/** What a cluster is asked for. */
export interface LiveSettings {
  /** Of the command line. */
  flags: Readonly<Record<string, unknown>>
  /** Objects that are there are judged as updates. */
  againstLive: boolean
  dryRun: DryRun | undefined
  subresource: '' | 'status'
}

/** What `validate` takes from a cluster: CRDs, its version, the objects as they are, and its own opinion. */
export class LiveValidation {
  /** The rules of the server's version. */
  readonly serverVersion: ServerVersion
  /** Something could not be asked; it has been said. */
  failed = false
  readonly #cluster: Cluster
  readonly #settings: LiveSettings
  readonly #terminal: Terminal
  /** The objects of the cluster, by those of the input. */
  readonly #old = new WeakMap<Document, Document>()
  readonly #resources = new Map<string, Promise<Resource | undefined>>()
  readonly #added = new Map<string, Promise<void>>()
  readonly #said = new Set<string>()
  /** Those that the input makes. */
  readonly #namespaces = new Set<string>()

  private constructor(cluster: Cluster, serverVersion: ServerVersion, settings: LiveSettings, terminal: Terminal) {
    this.#cluster = cluster
    this.serverVersion = serverVersion
    this.#settings = settings
    this.#terminal = terminal
  }

  /** Throws {@link ClusterError} when the cluster cannot be reached. */
  static async open(settings: LiveSettings, terminal: Terminal): Promise<LiveValidation> {
    const cluster = openCluster(settings.flags, terminal)
    const { text, rules, isKnown } = await cluster.version()
    if (!isKnown)
      terminal.err(
        `Note: the server is ${visible(text)}; the nearest rules that are known are of ${formatVersion(rules)}\n`,
      )
    return new LiveValidation(cluster, rules, settings, terminal)
  }

  /** To be called before a document is judged: gets its CRD, if the catalog has none, and the object that it updates. */
  async prepare(document: Document, catalog: Catalog): Promise<void> {
    const gvk = gvkOf(document.root)
    if (!gvk) return
    if (gvk.kind === 'Namespace' && gvk.group === '') this.#namespaces.add(nameOf(document.root).name)
    if (!isCRD(gvk) && !isBuiltinGroup(gvk.group) && !catalog.find(gvk.group, gvk.kind))
      await this.#addCRD(gvk, catalog)
    if (this.#settings.againstLive) await this.#findOld(document, gvk)
  }

  /** The object that a document updates; undefined when it is created. */
  old(document: Document): Document | undefined {
    return this.#old.get(document)
  }

  /** What the cluster makes of a result: of kinds without a CRD, and by a dry run. */
  async settle(result: Result): Promise<Result> {
    const gvk = gvkOf(result.document.root)
    if (!gvk || result.verdict === 'unreadable') return result
    const resource = await this.#resourceOf(gvk)
    const known = result.verdict === 'unknown' ? this.#unknown(result, resource) : result
    const { dryRun, subresource } = this.#settings
    if (dryRun === undefined || known.verdict === 'unknown') return known
    if (resource?.version !== gvk.version) {
      this.#note(`the cluster does not serve ${gvk.kind} in ${known.apiVersion}, so it is not asked about that`)
      return known
    }
    const name = nameOf(result.document.root)
    const namespace = name.namespace || this.#cluster.namespace
    const asked = await askServer(known, this.#cluster.transport, {
      how: dryRun,
      path: resourcePath(resource, namespace),
      old: this.old(result.document),
      subresource,
      namespaces: this.#namespaces,
    })
    if ('result' in asked) return asked.result
    const { error } = asked
    if (error.code === 404)
      this.#note(`${error.text}, but it is in the input: nothing that goes into it can be asked about`)
    else this.#fail(error, `cannot ask the server about ${result.kind}`)
    return known
  }

  close(): void {
    this.#cluster.close()
  }

  /** Served, but not by way of a CRD: there is nothing to judge by. */
  #unknown(result: Result, resource: Resource | undefined): Result {
    if (resource) return { ...result, verdict: 'skipped', findings: result.document.findings }
    const findings = result.findings.map((finding) =>
      finding.code === 'CRD0004' && finding.hint?.startsWith('add its CRD')
        ? { ...finding, hint: `the cluster does not have it either; ${finding.hint}` }
        : finding,
    )
    return { ...result, findings }
  }

  #addCRD(gvk: GVK, catalog: Catalog): Promise<void> {
    const key = `${gvk.kind}.${gvk.group}`
    let added = this.#added.get(key)
    if (!added) this.#added.set(key, (added = this.#fetchCRD(gvk, catalog)))
    return added
  }

  async #fetchCRD(gvk: GVK, catalog: Catalog): Promise<void> {
    const resource = await this.#resourceOf(gvk)
    if (!resource) return
    const definition = await this.#cluster.definitions.of(resource)
    const crd = readCRD(definition.document)
    if (!crd || definition.instead === 'aggregated') return
    catalog.add(definition.document)
    tellInstead(definition, crd, this.#terminal)
  }

  /** In the version of the document, if the server has it in that; else in any. */
  #resourceOf({ group, version, kind }: GVK): Promise<Resource | undefined> {
    const key = `${group}/${version} ${kind}`
    let found = this.#resources.get(key)
    if (!found) {
      found = this.#cluster.discovery.find((known) => {
        const mapper = new RestMapper(known)
        return (
          mapper.kindFor({ resource: kind, version, group }) ?? mapper.kindFor({ resource: kind, version: '', group })
        )
      })
      this.#resources.set(key, found)
    }
    return found
  }

  async #findOld(document: Document, gvk: GVK): Promise<void> {
    const metadata = isDict(document.root) ? document.root.metadata : undefined
    const name = isDict(metadata) ? metadata.name : undefined
    if (typeof name !== 'string' || name === '') return
    const resource = await this.#resourceOf(gvk)
    if (!resource) return
    const { namespace } = nameOf(document.root)
    try {
      this.#old.set(document, await this.#cluster.object(resource, name, namespace || undefined))
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      if (error.code !== 404)
        this.#fail(error, `cannot read ${gvk.kind}/${name}, so it is judged as if it were created`)
    }
  }

  #note(text: string): void {
    if (this.#said.has(text)) return
    this.#said.add(text)
    this.#terminal.err(`Note: ${visible(text)}\n`)
  }

  #fail({ message, hint }: StatusError, what: string): void {
    this.failed = true
    const said = `${visible(what)}: ${message.split('\n').map(visible).join('\n')}`
    if (this.#said.has(said)) return
    this.#said.add(said)
    this.#terminal.err(`error: ${said}\n`)
    if (hint !== undefined && !this.#said.has(hint)) this.#terminal.err(`hint: ${visible(hint)}\n`)
    if (hint !== undefined) this.#said.add(hint)
  }
}
