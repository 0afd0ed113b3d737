import type { Type } from './types.ts'
import { CelList, CelMap, type CelValue, isFailure, typeName } from './value.ts'

/**
 * Does a value look like one of the type? Of lists and maps, the first entry alone is looked at.
 * Upstream: cel-go common/types/types.go IsAssignableRuntimeType.
 */
export function runtimeTest(type: Type): (value: CelValue) => boolean {
  switch (type.kind) {
    case 'dyn':
    case 'param':
      return (value) => !isFailure(value)
    case 'bool':
      return (value) => typeof value === 'boolean'
    case 'int':
      return (value) => typeof value === 'bigint'
    case 'double':
      return (value) => typeof value === 'number'
    case 'string':
      return (value) => typeof value === 'string'
    case 'list': {
      const item = elementTest(type.params[0]!)
      return (value) => value instanceof CelList && (value.size === 0 || item(value.at(0)))
    }
    case 'map': {
      const key = elementTest(type.params[0]!)
      const item = elementTest(type.params[1]!)
      return (value) => value instanceof CelMap && fitsFirst(value, key, item)
    }
    default:
      return (value) => typeName(value) === type.name
  }
}

/** Errors within lists and maps have a type like any other. */
function elementTest(type: Type): (value: CelValue) => boolean {
  return type.kind === 'dyn' || type.kind === 'param' ? () => true : runtimeTest(type)
}

function fitsFirst(map: CelMap, key: (value: CelValue) => boolean, item: (value: CelValue) => boolean): boolean {
  if (map.size === 0) return true
  const first = map.firstKey()
  return first !== undefined && key(first) && item(map.get(first)!)
}
