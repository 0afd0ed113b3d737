import { UserError } from '../cli/exit.ts'
import { rootOf } from '../explain/root.ts'
import { readManifests } from '../manifest/read.ts'
import type { Path } from '../model/path.ts'
import { visible } from '../model/printable.ts'
import { isDict, isList, type Value } from '../model/value.ts'
import { placeOf } from '../sample/path-argument.ts'
import type { CRD, CRDVersion } from '../schema/crd.ts'
import { parseFieldPath } from '../schema/field-argument.ts'
import { formatFieldPath } from '../schema/field-step.ts'
import { type FieldNode, stepsOf } from '../schema/walk.ts'

/** The place that a path names in a resource; throws a {@link UserError} where there is none. */
export function placeIn(crd: CRD, version: CRDVersion, text: string): { path: Path; node: FieldNode } {
  const segments = parseFieldPath(text)
  if ('error' in segments) throw new UserError(`cannot read the path "${visible(text)}": ${segments.error}`)
  const found = placeOf(rootOf(crd, version), segments)
  if ('path' in found) return found
  const within = visible(formatFieldPath(stepsOf(found.below)))
  const full = (name: string) => (within === '' ? visible(name) : `${within}.${visible(name)}`)
  throw new UserError(
    `field "${visible(found.missing)}" does not exist in ${within || visible(crd.names.kind)}`,
    found.nearest.length > 0
      ? `did you mean ${found.nearest.map(full).join(' or ')}?`
      : 'kubectl crd explain shows what does',
  )
}

/**
 * Reads `spec.replicas=3`: the value is YAML, but for scalars where the schema wants text. Throws a {@link UserError} for
 * what cannot be read.
 */
export function assignment(text: string, crd: CRD, version: CRDVersion): { path: Path; value: Value } {
  // In brackets and quotes an equals sign belongs to a key.
  const split = /^((?:\["(?:\\.|[^"\\])*"\]|\['(?:\\.|[^'\\])*'\]|\[[^\]]*\]|\\.|[^=[])+)=(.*)$/s.exec(text)
  if (!split) throw new UserError(`--set ${JSON.stringify(text)} has no value`, 'write it as --set spec.replicas=3')
  const [, place, raw] = split as unknown as [string, string, string]
  const { path, node } = placeIn(crd, version, place)
  const [document] = readManifests({ name: '--set', text: `value: ${raw}` })
  const value = isDict(document?.root) ? document.root.value : undefined
  if (value === undefined)
    throw new UserError(`--set ${JSON.stringify(text)}: the value is not YAML`, 'quote what is not a number or a word')
  const wantsText = node.schemas.some(({ type }) => type === 'string') && !isDict(value) && !isList(value)
  return { path, value: wantsText && typeof value !== 'string' ? raw.trim() : value }
}
