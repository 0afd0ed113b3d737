import type { Against } from '../model/change.ts'
import { type Document, nameOf } from '../model/document.ts'
import { dotted } from '../model/path.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { clone, type Dict, isDict, newDict } from '../model/value.ts'
import type { CRD } from '../schema/crd.ts'
import { update, write } from './witness/trial.ts'

/** Existing objects of one kind, judged by its new CRD. */
export class AgainstObjects {
  readonly #crd: CRD
  readonly #server: ServerVersion
  readonly #create: string[] = []
  readonly #update: string[] = []
  readonly #lost = new Map<string, Set<string>>()
  #objects = 0

  constructor(crd: CRD, server: ServerVersion) {
    this.#crd = crd
    this.#server = server
  }

  add({ root }: Document): void {
    if (!isDict(root)) return
    const name = titleOf(root)
    this.#objects++
    const { object, lost } = this.#pruned(root)
    for (const path of lost) {
      const names = this.#lost.get(path) ?? new Set()
      this.#lost.set(path, names.add(name))
    }
    if (!write(anew(object), this.#crd, this.#server).accepted) this.#create.push(name)
    if (!update(object, object, this.#crd, this.#server).accepted) this.#update.push(name)
  }

  get result(): Against {
    const lost = [...this.#lost].map(([path, names]) => ({ path, names: [...names] }))
    return {
      objects: this.#objects,
      create: this.#create,
      update: this.#update,
      lost: lost.sort((a, b) => b.names.length - a.names.length),
    }
  }

  /** Without the fields that the schema does not know: what remains is judged, what is lost is said by itself. */
  #pruned(root: Dict): { object: Dict; lost: Set<string> } {
    const object = clone(root)
    const lost = new Set<string>()
    const { causes } = write(anew(object), this.#crd, this.#server)
    for (const { reason, path } of causes) {
      if (reason !== 'UnknownField') continue
      lost.add(dotted(path.map((step) => (typeof step === 'number' ? '*' : step))).replaceAll('.*', '[]'))
      remove(object, path)
    }
    return { object, lost }
  }
}

/** As somebody would create it: without what the server gave it. */
function anew(object: Dict): Dict {
  const copy = Object.assign(newDict(), object)
  if (!isDict(object.metadata)) return copy
  const metadata = Object.assign(newDict(), object.metadata)
  for (const key of ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'generation', 'selfLink'])
    delete metadata[key]
  copy.metadata = metadata
  return copy
}

function remove(root: Dict, path: readonly (string | number)[]): void {
  let at: unknown = root
  for (const step of path.slice(0, -1)) at = (at as Record<string | number, unknown> | undefined)?.[step]
  if (typeof at === 'object' && at !== null) delete (at as Record<string | number, unknown>)[path.at(-1)!]
}

function titleOf(root: Dict): string {
  const { name, namespace } = nameOf(root)
  return namespace === '' ? name : `${namespace}/${name}`
}
