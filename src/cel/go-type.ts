import {
  CelList,
  CelMap,
  type CelValue,
  Duration,
  Opaque,
  Optional,
  Preserved,
  Timestamp,
  TypeValue,
  Uint,
} from './value.ts'

/** The type of a value in upstream's program: a few texts show it. */
export function goTypeName(value: CelValue): string {
  if (value === null) return 'types.Null'
  switch (typeof value) {
    case 'boolean':
      return 'types.Bool'
    case 'bigint':
      return 'types.Int'
    case 'number':
      return 'types.Double'
    case 'string':
      return 'types.String'
  }
  if (value instanceof CelList || value instanceof CelMap) return value.goType
  if (value instanceof Uint8Array) return 'types.Bytes'
  if (value instanceof Uint) return 'types.Uint'
  if (value instanceof Timestamp) return 'types.Timestamp'
  if (value instanceof Duration) return 'types.Duration'
  if (value instanceof Optional) return '*types.Optional'
  if (value instanceof TypeValue) return '*types.Type'
  if (value instanceof Preserved) return '*common.unknownPreserved'
  if (value instanceof Opaque) {
    const name = `cel.${value.object.typeName.replace(/^.*\.(?:Named)?/, '')}`
    return value.object.isPointer ? `*${name}` : name
  }
  return '*types.Err'
}
