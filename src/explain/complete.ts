import { printableLine, visible } from '../model/printable.ts'
import type { CRD } from '../schema/crd.ts'
import { parseFieldPath } from '../schema/field-argument.ts'
import { findField } from '../schema/find-field.ts'
import { type FieldNode, propertiesOf } from '../schema/walk.ts'
import { resolveResource } from './resource.ts'
import { rootOf } from './root.ts'
import { kubectlType } from './type-words.ts'

/** A word that may stand where the argument is being typed, and what it is. */
export interface Completion {
  value: string
  description: string
  /** There is something below it, so no space should follow. */
  open: boolean
}

/**
 * What a beginning of an explain argument may become: types, then fields below the last dot. Names that a shell or the
 * path syntax would take apart are left out.
 */
export function completeArgument(catalog: readonly CRD[], partial: string): Completion[] {
  const dot = partial.lastIndexOf('.')
  if (dot < 0) return types(catalog, partial)
  const before = partial.slice(0, dot)
  const resource = resolveResource(catalog, before)
  if ('error' in resource) return []
  const segments = parseFieldPath(resource.rest)
  if ('error' in segments) return []
  const found = findField(rootOf(resource.crd, resource.version), segments)
  if (found.missing !== undefined) return []
  const start = partial.slice(dot + 1)
  return propertiesOf(found.node)
    .filter(({ name }) => name.startsWith(start) && /^[\w-]+$/.test(name))
    .map((node) => ({
      value: `${before}.${node.name}`,
      description: describe(node),
      open: propertiesOf(node).length > 0,
    }))
}

function types(catalog: readonly CRD[], start: string): Completion[] {
  return catalog
    .flatMap((crd) => {
      const { plural, kind, shortNames } = crd.names
      const name = [plural, ...shortNames].find((each) => each.startsWith(start))
      return name ? { value: name, description: visible(`${kind} (${crd.group})`), open: true } : []
    })
    .sort((a, b) => (a.value < b.value ? -1 : 1))
}

function describe(node: FieldNode): string {
  const text = node.schemas.find((schema) => schema.description)?.description ?? ''
  const type = `<${visible(kubectlType(node))}>${node.required ? ' required' : ''}`
  const line = printableLine(text.slice(0, 300))
  return line === '' ? type : `${type} ${line.length > 80 ? `${line.slice(0, 79)}…` : line}`
}
