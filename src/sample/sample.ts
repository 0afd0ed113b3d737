import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Path } from '../model/path.ts'
import { newestVersion, type ServerVersion } from '../model/server-version.ts'
import { type Dict, isDict, newDict } from '../model/value.ts'
import type { CRD, CRDVersion, Scale } from '../schema/crd.ts'
import { Schema } from '../schema/schema.ts'
import { validateCreate } from '../validation/validate.ts'
import { type Assignment, combined, isWithin } from './assignments.ts'
import { clause, nodeOf } from './clause.ts'
import { absent, type Demand, demand, exactly, present } from './demand.ts'
import { least } from './least.ts'
import { Solver } from './solver.ts'
import type { Shape } from './solving.ts'
import { usualFields } from './usual.ts'
import { withoutDefaults } from './without-defaults.ts'

export interface SampleOptions {
  shape: Shape
  /** Values that stand where they are put, whatever the schema says; what contains them is made. */
  set?: readonly Assignment[]
  /** Values that have to be there, whatever they are. */
  present?: readonly Path[]
  /** Properties that are not there. */
  unset?: readonly Path[]
  /** metadata.name; made of the kind when it is not given. */
  name?: string
  namespace?: string
  server?: ServerVersion
  /** Other choices where there are several; 0, the default, are the plainest. */
  seed?: number
}

export interface Sample {
  /** apiVersion, kind and metadata first. */
  object: Dict
  /** What our validator still says against it: rules that a person must satisfy. */
  unsolved: Finding[]
}

/**
 * Makes a resource that the server accepts, or says which rules stand in the way.
 * @param versionName a version that the CRD serves; throws when it has no such version
 */
export function sample(crd: CRD, versionName: string, options: SampleOptions): Sample {
  const version = crd.versions.find((each) => each.name === versionName)
  if (!version) throw new RangeError(`${crd.name} has no version ${versionName}`)
  const { shape, server = newestVersion, seed = 0 } = options
  const schema = writable(version)
  // The status is the controller's.
  const solver = new Solver({ server, shape, seed, usual: usualFields(version), skip: ([first]) => first === 'status' })
  const site = { name: `${crd.names.singular}-sample`, path: [], resource: 'root' as const, meta: false }
  const demands = demandsOf(crd, version, options)
  const { value } = solver.solve([{ schema, holds: true }], demands, site)
  const whole = isDict(value) ? value : newDict()
  if (shape !== 'minimal') return { object: whole, unsolved: judged(whole, crd, server) }
  const object = withoutDefaults(whole, nodeOf(schema, server)) as Dict
  const unsolved = judged(object, crd, server)
  if (unsolved.length > 0) return { object, unsolved }
  const asked = [...demands.map(({ path }) => path), ['metadata', 'name']]
  const accepts = (less: Dict) => judged(less, crd, server).length === 0
  return { object: least(object, accepts, (path) => asked.some((other) => isWithin(other, path))), unsolved }
}

function demandsOf(crd: CRD, version: CRDVersion, options: SampleOptions): Demand[] {
  const { set = [], unset = [], name, namespace } = options
  const out = combined(set).map(({ path, value }) => exactly(path, value))
  out.push(...(options.present ?? []).map(present), ...unset.map(absent))
  out.push(exactly(['apiVersion'], `${crd.group}/${version.name}`), exactly(['kind'], crd.names.kind))
  if (version.scale) out.push(...scaled(version.scale))
  const isSet = (key: string) => set.some(({ path }) => path[0] === 'metadata' && path[1] === key)
  if (name !== undefined && !isSet('name')) out.push(exactly(['metadata', 'name'], name))
  if (namespace !== undefined && !isSet('namespace')) out.push(exactly(['metadata', 'namespace'], namespace))
  return out
}

/** What the scale subresource reads must be what it reads it as, where it is there. */
function scaled({ specReplicasPath, statusReplicasPath, labelSelectorPath }: Scale): Demand[] {
  const count = { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 }
  const read = (jsonPath: string, raw: object): Demand => ({
    ...demand(jsonPath.replace(/^\./, '').split('.'), raw),
    present: false,
  })
  const counts = [specReplicasPath, statusReplicasPath].map((path) => read(path, count))
  return labelSelectorPath === undefined ? counts : [...counts, read(labelSelectorPath, { type: 'string' })]
}

/** The schema of what can be created: where the status is a subresource, the server drops it. */
function writable({ schema, hasStatus }: CRDVersion): Schema {
  if (!schema) return new Schema(anything)
  const { properties } = schema.raw
  if (!hasStatus || !isDict(properties) || properties.status === undefined) return schema
  const { status: _, ...rest } = properties
  const raw = Object.assign(newDict(), schema.raw, { properties: Object.assign(newDict(), rest) })
  return new Schema(raw, schema.path)
}

/** What the server would say to its creation. */
function judged(object: Dict, crd: CRD, serverVersion: ServerVersion): Finding[] {
  const document: Document = {
    origin: { name: 'sample', text: '', generated: true },
    index: 0,
    item: null,
    range: { start: 0, end: 0 },
    root: object,
    findings: [],
  }
  return validateCreate(document, crd, { serverVersion }).findings.filter(({ severity }) => severity === 'error')
}

const anything = clause({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }).schema.raw
