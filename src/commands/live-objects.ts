import type { Terminal } from '../cli/terminal.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { RestMapper } from '../cluster/discovery/rest-mapper.ts'
import { type Resource, resourcePath } from '../cluster/discovery/types.ts'
import { readJson, refusal } from '../cluster/transport/read-json.ts'
import { StatusError } from '../cluster/transport/status-error.ts'
import { applyPatch, lastAppliedOf, mergePatch } from '../compat/objects/apply.ts'
import { differences } from '../compat/objects/differences.ts'
import { ownersOf } from '../compat/objects/owners.ts'
import { withoutServerSet } from '../compat/objects/server-set.ts'
import { ClusterError } from '../model/cluster-error.ts'
import { type Document, gvkOf, nameOf } from '../model/document.ts'
import { marshal } from '../model/go/json.ts'
import type { GVK } from '../model/gvk.ts'
import type { ComparedObject } from '../model/object-change.ts'
import { visible } from '../model/printable.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { type Dict, isDict, newDict, type Value } from '../model/value.ts'
import { spotOf } from '../report/diff/places.ts'
import { type CRD, readCRD } from '../schema/crd.ts'
import { validateCreate, validateUpdate } from '../validation/validate.ts'
import { hintFor, isNotAsked } from './ask-server.ts'
import { headOf, schemaOf, shown } from './diff-files.ts'
import { tellInstead } from './tell-instead.ts'

/** How files are to be applied, in the words of `kubectl apply`. */
export interface ApplySettings {
  serverSide: boolean
  forceConflicts: boolean
  fieldManager: string
  /** As given with -n. */
  namespace: string | undefined
  server: ServerVersion
}

/** What `kubectl apply` of files would make of the objects of a cluster. Nothing is changed. */
export class LiveObjects {
  /** Something could not be compared; it has been said. */
  failed = false
  readonly #cluster: Cluster
  readonly #settings: ApplySettings
  readonly #terminal: Terminal
  readonly #crds = new Map<string, Promise<CRD | undefined>>()
  readonly #said = new Set<string>()

  constructor(cluster: Cluster, settings: ApplySettings, terminal: Terminal) {
    this.#cluster = cluster
    this.#settings = settings
    this.#terminal = terminal
  }

  /** Undefined when it cannot be compared. Throws {@link ClusterError} when nobody answers. */
  async compare(document: Document): Promise<ComparedObject | undefined> {
    try {
      return await this.#compare(document)
    } catch (error) {
      if (!(error instanceof StatusError) && !(error instanceof CannotTell)) throw error
      const { kind } = gvkOf(document.root)!
      const { file, line } = spotOf(document, [])!
      this.failed = true
      this.#say(`error: ${visible(`${file}:${line}: ${kind}/${nameOf(document.root).name}`)}: `, error)
      return undefined
    }
  }

  async #compare(document: Document): Promise<ComparedObject> {
    const gvk = gvkOf(document.root)!
    const root = document.root as Dict
    const { name } = nameOf(root)
    if (!isDict(root.metadata) || root.metadata.name === undefined)
      throw new CannotTell('it has no name', 'an object that the server is to name is a new one each time')
    const resource = await this.#resourceOf(gvk)
    const namespace = this.#namespaceOf(root, resource)
    const wanted = namespace === '' ? root : withMetadata(root, { namespace })
    const crd = await this.#crdOf(resource)
    const live = await this.#liveObject(resource, name, namespace)
    const asked = await this.#dryRun(wanted, live, resource, namespace)
    const here = this.#settings.serverSide ? undefined : crd && expectation(document, wanted, live, crd, this.#settings)
    const result = asked ?? here?.stored
    if (!result) throw here?.refusal ?? new CannotTell('it can be judged by its server only', undefined)
    const [before, after] = [live ?? wanted, result].map(withoutServerSet) as [Dict, Dict]
    const schema = crd && schemaOf(crd, gvk)
    const { serverSide, fieldManager } = this.#settings
    const found = differences({
      before,
      after,
      said: wanted,
      saidBefore: live && lastAppliedOf(live),
      expected: here?.stored && withoutServerSet(here.stored),
      schema,
      owners: live ? ownersOf(live) : [],
      you: serverSide ? fieldManager : 'kubectl-client-side-apply',
    })
    return {
      ...headOf(document, gvk),
      namespace,
      judge: asked ? 'server' : 'client',
      state: live ? (found.length > 0 ? 'changed' : 'same') : 'created',
      differences: found,
      ...shown(live && before, after, schema),
    }
  }

  async #resourceOf({ group, version, kind }: GVK): Promise<Resource> {
    const found = await this.#cluster.discovery.find((known) =>
      new RestMapper(known).kindFor({ resource: kind, version, group }),
    )
    if (found) return found
    const message = `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(`${group}/${version}`)}`
    throw new CannotTell(message, 'the cluster does not serve it: install its CRD first')
  }

  /** Where kubectl would put it; '' when it lives in no namespace. */
  #namespaceOf(root: Dict, { namespaced }: Resource): string {
    if (!namespaced) return ''
    const own = nameOf(root).namespace
    const { namespace } = this.#settings
    if (own !== '' && namespace !== undefined && own !== namespace)
      throw new CannotTell(
        `the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(namespace)}`,
        `you must pass '--namespace=${own}' to perform this operation.`,
      )
    return own || this.#cluster.namespace
  }

  #crdOf(resource: Resource): Promise<CRD | undefined> {
    const key = `${resource.name}.${resource.group}`
    let found = this.#crds.get(key)
    if (!found) this.#crds.set(key, (found = this.#readCRD(resource)))
    return found
  }

  async #readCRD(resource: Resource): Promise<CRD | undefined> {
    const definition = await this.#cluster.definitions.of(resource)
    const crd = readCRD(definition.document)
    if (crd) tellInstead(definition, crd, this.#terminal)
    return crd
  }

  async #liveObject(resource: Resource, name: string, namespace: string): Promise<Dict | undefined> {
    try {
      const { root } = await this.#cluster.object(resource, name, namespace || undefined)
      return isDict(root) ? root : undefined
    } catch (error) {
      if (error instanceof StatusError && error.code === 404) return undefined
      throw error
    }
  }

  /** What the server would make of it; undefined when it may not be asked, which is said. */
  async #dryRun(
    wanted: Dict,
    live: Dict | undefined,
    resource: Resource,
    namespace: string,
  ): Promise<Dict | undefined> {
    const { serverSide, forceConflicts } = this.#settings
    const answer = await this.#ask(wanted, live, resource, namespace, forceConflicts)
    if (!(answer instanceof StatusError)) return answer
    if (serverSide && answer.code === 409 && !forceConflicts && /conflict/.test(answer.text)) {
      const title = visible(`${resource.kind}/${nameOf(wanted).name}`)
      this.#say(`Warning: ${title}: `, new ClusterError(answer.text, hintFor(answer.text)))
      const forced = await this.#ask(wanted, live, resource, namespace, true)
      if (!(forced instanceof StatusError)) return forced
      throw forced
    }
    if (!isNotAsked(answer) || serverSide) throw withHint(answer)
    this.#say(
      'Note: the server cannot be asked, so its defaults and rules are applied here, without webhooks: ',
      answer,
    )
    return undefined
  }

  async #ask(
    wanted: Dict,
    live: Dict | undefined,
    resource: Resource,
    namespace: string,
    force: boolean,
  ): Promise<Dict | StatusError> {
    const { transport } = this.#cluster
    const { serverSide, fieldManager } = this.#settings
    const all = resourcePath(resource, namespace)
    const one = `${all}/${encodeURIComponent(nameOf(wanted).name)}`
    const manager = encodeURIComponent(serverSide ? fieldManager : 'kubectl-client-side-apply')
    const query = `dryRun=All&fieldValidation=Strict&fieldManager=${manager}`
    const answer = await transport.request(
      serverSide
        ? {
            method: 'PATCH',
            path: `${one}?${query}&force=${force}`,
            body: marshal(wanted),
            contentType: 'application/apply-patch+yaml',
            idempotent: true,
          }
        : live
          ? {
              method: 'PATCH',
              path: `${one}?${query}`,
              body: marshal(applyPatch(lastAppliedOf(live), wanted)),
              contentType: 'application/merge-patch+json',
              idempotent: true,
            }
          : { method: 'POST', path: `${all}?${query}`, body: marshal(wanted), idempotent: true },
    )
    if (answer.status >= 300) return refusal(transport, answer)
    const root = readJson(answer.text)
    if (!isDict(root)) throw new ClusterError(`error: the server did not answer with an object: ${one}`)
    return root
  }

  #say(what: string, { message, hint }: ClusterError | CannotTell): void {
    const said = `${what}${message.split('\n').map(visible).join('\n')}`
    if (!this.#said.has(said)) this.#terminal.err(`${said}\n`)
    this.#said.add(said)
    for (const line of hint?.split('\n') ?? []) {
      if (!this.#said.has(line)) this.#terminal.err(`hint: ${visible(line)}\n`)
      this.#said.add(line)
    }
  }
}

/** Why one object cannot be compared. */
class CannotTell extends Error {
  readonly hint: string | undefined
  constructor(message: string, hint: string | undefined) {
    super(message)
    this.hint = hint
  }
}

function withHint(error: StatusError): StatusError | CannotTell {
  const hint = error.hint ?? hintFor(error.text)
  return hint === undefined ? error : new CannotTell(error.message, hint)
}

function withMetadata(root: Dict, more: { [key: string]: Value }): Dict {
  const metadata = Object.assign(newDict(), root.metadata as Dict, more)
  return Object.assign(newDict(), root, { metadata })
}

/** What the CRD alone makes of applying a file, or why it does not take it. */
function expectation(
  document: Document,
  wanted: Dict,
  live: Dict | undefined,
  crd: CRD,
  { server }: ApplySettings,
): { stored: Dict | undefined; refusal: CannotTell | undefined } {
  const options = { serverVersion: server }
  const patch = applyPatch(live && lastAppliedOf(live), wanted)
  const { stored, findings } = live
    ? validateUpdate({ ...document, root: mergePatch(live, patch) }, { ...document, root: live }, crd, options)
    : validateCreate({ ...document, root: wanted }, crd, options)
  if (isDict(stored)) return { stored, refusal: undefined }
  const causes = findings.filter(({ severity }) => severity === 'error')
  const message = causes.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)).join('\n')
  const hint = 'kubectl crd validate --live -f says more'
  return { stored: undefined, refusal: new CannotTell(`the server would refuse it: ${message}`, hint) }
}
