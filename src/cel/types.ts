/** A CEL type. Every scalar is one shared object, so that equal scalars are identical. */
export interface Type {
  kind:
    | 'bool'
    | 'int'
    | 'uint'
    | 'double'
    | 'string'
    | 'bytes'
    | 'null'
    | 'timestamp'
    | 'duration'
    | 'dyn'
    | 'error'
    | 'type'
    | 'list'
    | 'map'
    | 'optional'
    | 'object'
    | 'opaque'
    | 'param'
  /** As `type(x)` prints it; of objects, opaque types and type parameters their own. */
  name: string
  params: readonly Type[]
  /** Of objects: what can be selected. */
  fields?: ReadonlyMap<string, Type>
}

const simple = (kind: Type['kind'], name: string): Type => ({ kind, name, params: [] })

export const types = {
  bool: simple('bool', 'bool'),
  int: simple('int', 'int'),
  uint: simple('uint', 'uint'),
  double: simple('double', 'double'),
  string: simple('string', 'string'),
  bytes: simple('bytes', 'bytes'),
  null: simple('null', 'null_type'),
  timestamp: simple('timestamp', 'google.protobuf.Timestamp'),
  duration: simple('duration', 'google.protobuf.Duration'),
  dyn: simple('dyn', 'dyn'),
  error: simple('error', '!error!'),
} as const

export const listOf = (element: Type): Type => ({ kind: 'list', name: 'list', params: [element] })
export const mapOf = (key: Type, value: Type): Type => ({ kind: 'map', name: 'map', params: [key, value] })
export const optionalOf = (value: Type): Type => ({ kind: 'optional', name: 'optional_type', params: [value] })
export const typeOf = (type: Type): Type => ({ kind: 'type', name: 'type', params: [type] })
/** The type of types, of which nothing more is known. */
export const anyType: Type = { kind: 'type', name: 'type', params: [] }
export const opaque = (name: string): Type => ({ kind: 'opaque', name, params: [] })
export const param = (name: string): Type => ({ kind: 'param', name, params: [] })
export const objectOf = (name: string, fields: ReadonlyMap<string, Type>): Type => ({
  kind: 'object',
  name,
  params: [],
  fields,
})

/** As messages print types: `map(string, int)`, `duration`. Upstream: cel-go checker/format.go FormatCELType. */
export function formatType(type: Type): string {
  if (type.kind === 'timestamp' || type.kind === 'duration' || type.kind === 'null') return type.kind
  if (type.params.length === 0) return type.name
  return `${type.name}(${type.params.map(formatType).join(', ')})`
}

/** Reads a type as the libraries write it: as messages print it; a single capital letter is a type parameter. */
export function readType(text: string): Type {
  const known = parsed.get(text)
  if (known) return known
  const open = text.indexOf('(')
  const type =
    open < 0 ? plainType(text) : compound(text.slice(0, open), splitParams(text.slice(open + 1, -1)).map(readType))
  parsed.set(text, type)
  return type
}

const parsed = new Map<string, Type>()

function plainType(name: string): Type {
  if (/^[A-Z]$/.test(name)) return param(name)
  if (name === 'google.protobuf.Timestamp') return types.timestamp
  if (name === 'google.protobuf.Duration') return types.duration
  if (name === 'type') return anyType
  if (Object.hasOwn(types, name)) return types[name as keyof typeof types]
  return opaque(name)
}

function compound(name: string, params: readonly Type[]): Type {
  if (name === 'list') return listOf(params[0]!)
  if (name === 'map') return mapOf(params[0]!, params[1]!)
  if (name === 'optional_type') return optionalOf(params[0]!)
  if (name === 'type') return typeOf(params[0]!)
  return { kind: 'opaque', name, params }
}

function splitParams(text: string): string[] {
  const out: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')') depth--
    else if (text[i] === ',' && depth === 0) {
      out.push(text.slice(start, i).trim())
      start = i + 1
    }
  }
  return [...out, text.slice(start).trim()]
}
