import { UserError } from '../cli/exit.ts'
import { gvkOf, nameOf } from '../model/document.ts'
import type { Dict } from '../model/value.ts'
import type { CRD } from '../schema/crd.ts'

/**
 * The object of `type/name` among those that were read; {@link UserError} when there is none, or more than one.
 * @param namespace as given with -n; an object without one may be in any
 */
export function findObject(objects: readonly Dict[], crd: CRD, name: string, namespace: string | undefined): Dict {
  const ofKind = objects.filter((object) => {
    const gvk = gvkOf(object)
    return gvk?.group === crd.group && gvk.kind === crd.names.kind
  })
  const named = ofKind.filter((object) => nameOf(object).name === name)
  const found = named.filter((object) => namespace === undefined || ['', namespace].includes(nameOf(object).namespace))
  if (found.length === 1) return found[0]!
  const { plural } = crd.names
  if (found.length > 1) {
    const where = found.map((object) => nameOf(object).namespace || 'none').join(', ')
    throw new UserError(
      `${found.length} ${plural} are called ${name}`,
      `their namespaces: ${where}; choose one with -n`,
    )
  }
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`
  const others = [...new Set((named.length > 0 ? named : ofKind).map(fullName))]
  const hint =
    others.length === 0
      ? `name the file of the object too: -f ${name}.yaml`
      : `there is ${others.slice(0, 10).join(', ')}${others.length > 10 ? ' and more' : ''}`
  throw new UserError(`${plural} ${JSON.stringify(name)} not found${where}`, hint)
}

function fullName(object: Dict): string {
  const { name, namespace } = nameOf(object)
  return namespace === '' ? name : `${name} in ${namespace}`
}
