import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Path } from '../model/path.ts'
import { newestVersion, type ServerVersion } from '../model/server-version.ts'
import { type Dict, isDict, newDict } from '../model/value.ts'
import type { CRD, CRDVersion, Scale } from '../schema/crd.ts'
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
  let first: Sample | undefined
  // Where one shape does not succeed, another may.
  for (const shape of order[options.shape]) {
    const made = shaped(crd, version, { ...options, shape })
    if (made.unsolved.length === 0) return options.shape === 'minimal' ? reduced(made, crd, version, options) : made
    first ??= made
  }
  return first!
}

const order: Readonly<Record<Shape, readonly Shape[]>> = {
  minimal: ['minimal', 'usual', 'full'],
  usual: ['usual', 'minimal', 'full'],
  full: ['full', 'usual', 'minimal'],
}

function shaped(crd: CRD, version: CRDVersion, options: SampleOptions): Sample {
  const { shape, server = newestVersion, seed = 0 } = options
  const schema = version.schema ?? anything
  const isStatus = ([first]: Path) => first === 'status'
  const solver = new Solver({
    server,
    shape,
    seed,
    usual: usualFields(version),
    // The status is the controller's; where it is a subresource, nothing else can write it.
    skip: isStatus,
    drops: version.hasStatus ? isStatus : () => false,
  })
  const site = { name: `${crd.names.singular}-sample`, path: [], resource: 'root' as const, meta: false }
  const { value } = solver.solve([{ schema, holds: true }], demandsOf(crd, version, options), site)
  const whole = isDict(value) ? value : newDict()
  const object = shape === 'minimal' ? (withoutDefaults(whole, nodeOf(schema, server)) as Dict) : whole
  return { object, unsolved: judged(object, crd, server) }
}

/** Nothing in it can be left out but what was asked for. */
function reduced({ object, unsolved }: Sample, crd: CRD, version: CRDVersion, options: SampleOptions): Sample {
  const asked = [...demandsOf(crd, version, options).map(({ path }) => path), ['metadata', 'name']]
  const accepts = (less: Dict) => judged(less, crd, options.server ?? newestVersion).length === 0
  const keeps = (path: Path) => asked.some((other) => isWithin(other, path))
  return { object: least(object, accepts, keeps), unsolved }
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

const anything = clause({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }).schema
