import { parseRFC3339 } from '../../model/go/rfc3339.ts'
import { parseDuration } from '../../model/go/time.ts'
import { runeCount } from '../../model/go/utf8.ts'
import { int64, overflow, timestamp, uint64, uintOverflow } from '../operations.ts'
import { hasSize } from '../traits.ts'
import {
  CelFailure,
  CelList,
  CelMap,
  type CelValue,
  Duration,
  noSuchOverload,
  Preserved,
  Timestamp,
  TypeValue,
  typeName,
  Uint,
} from '../value.ts'
import { anyValue, type CoreOverload, global, member, singleton } from './core-overload.ts'
import { failed, floorSeconds, toDouble, toText } from './to-text.ts'

const ts = 'google.protobuf.Timestamp'
const dur = 'google.protobuf.Duration'

function typeOf(value: CelValue): CelValue {
  if (!(value instanceof Preserved)) return new TypeValue(typeName(value))
  return new CelFailure(
    "type conversion to 'type' not supported for values preserved by x-kubernetes-preserve-unknown-fields",
  )
}

function size(value: CelValue): CelValue {
  if (typeof value === 'string') return BigInt(runeCount(value))
  if (value instanceof Uint8Array) return BigInt(value.length)
  if (value instanceof CelList || value instanceof CelMap) return BigInt(value.size)
  return noSuchOverload
}

function toBool(value: CelValue): CelValue {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return noSuchOverload
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return true
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)) return false
  return failed(value, 'bool')
}

function toInt(value: CelValue): CelValue {
  if (typeof value === 'bigint') return value
  if (value instanceof Uint) return int64(value.value)
  if (value instanceof Timestamp) return floorSeconds(value.ns)
  if (value instanceof Duration) return value.ns
  if (typeof value === 'number') {
    return value > -(2 ** 63) && value < 2 ** 63 ? BigInt(Math.trunc(value)) : overflow
  }
  if (typeof value !== 'string') return noSuchOverload
  return /^[-+]?\d+$/.test(value) ? withinRange(BigInt(value.replace(/^\+/, '')), value) : failed(value, 'int')
}

function withinRange(value: bigint, text: string): CelValue {
  const int = int64(value)
  return int instanceof CelFailure ? failed(text, 'int') : int
}

function toUint(value: CelValue): CelValue {
  if (value instanceof Uint) return value
  if (typeof value === 'bigint') return uint64(value)
  if (typeof value === 'number') {
    return value >= 0 && value < 2 ** 64 ? new Uint(BigInt(Math.trunc(value))) : uintOverflow
  }
  if (typeof value !== 'string') return noSuchOverload
  const uint = /^\d+$/.test(value) ? uint64(BigInt(value)) : failed(value, 'uint')
  return uint instanceof CelFailure ? failed(value, 'uint') : uint
}

function toTimestamp(value: CelValue): CelValue {
  if (value instanceof Timestamp) return value
  if (typeof value === 'bigint') return timestamp(value * 1_000_000_000n, 0)
  if (typeof value !== 'string') return noSuchOverload
  const moment = parseRFC3339(value)
  if (typeof moment === 'string') return failed(value, ts)
  return timestamp(BigInt(moment.seconds) * 1_000_000_000n + BigInt(moment.nanos), moment.offset)
}

function toDuration(value: CelValue): CelValue {
  if (value instanceof Duration) return value
  // The overload is declared, but upstream's integers do not know of it.
  if (typeof value === 'bigint') return failed(value, dur)
  if (typeof value !== 'string') return noSuchOverload
  const ns = parseDuration(value)
  return ns === undefined ? failed(value, dur) : new Duration(ns)
}

function toBytes(value: CelValue): CelValue {
  if (value instanceof Uint8Array) return value
  return typeof value === 'string' ? new TextEncoder().encode(value) : noSuchOverload
}

function conversion(name: string, result: string, run: (value: CelValue) => CelValue, from: Record<string, string>) {
  return Object.entries(from).map(([type, id]) => global(name, id, [type], result, run))
}

/** Upstream: cel-go common/stdlib/standard.go. */
export const conversions: readonly CoreOverload[] = [
  ...singleton(anyValue, [
    global('type', 'type', ['A'], 'type(A)', typeOf),
    global('dyn', 'to_dyn', ['A'], 'dyn', (value) => value),
  ]),
  ...singleton(
    hasSize,
    (['bytes', 'list', 'map', 'string'] as const).flatMap((name) => {
      const type = name === 'list' ? 'list(A)' : name === 'map' ? 'map(A, B)' : name
      return [global('size', `size_${name}`, [type], 'int', size), member('size', `${name}_size`, [type], 'int', size)]
    }),
  ),
  ...conversion('bool', 'bool', toBool, { bool: 'bool_to_bool', string: 'string_to_bool' }),
  ...conversion('bytes', 'bytes', toBytes, { bytes: 'bytes_to_bytes', string: 'string_to_bytes' }),
  ...conversion('double', 'double', toDouble, {
    double: 'double_to_double',
    int: 'int64_to_double',
    string: 'string_to_double',
    uint: 'uint64_to_double',
  }),
  ...conversion('duration', dur, toDuration, {
    [dur]: 'duration_to_duration',
    int: 'int64_to_duration',
    string: 'string_to_duration',
  }),
  ...conversion('int', 'int', toInt, {
    int: 'int64_to_int64',
    double: 'double_to_int64',
    [dur]: 'duration_to_int64',
    string: 'string_to_int64',
    [ts]: 'timestamp_to_int64',
    uint: 'uint64_to_int64',
  }),
  ...conversion('string', 'string', toText, {
    string: 'string_to_string',
    bool: 'bool_to_string',
    bytes: 'bytes_to_string',
    double: 'double_to_string',
    [dur]: 'duration_to_string',
    int: 'int64_to_string',
    [ts]: 'timestamp_to_string',
    uint: 'uint64_to_string',
  }),
  ...conversion('timestamp', ts, toTimestamp, {
    [ts]: 'timestamp_to_timestamp',
    int: 'int64_to_timestamp',
    string: 'string_to_timestamp',
  }),
  ...conversion('uint', 'uint', toUint, {
    uint: 'uint64_to_uint64',
    double: 'double_to_uint64',
    int: 'int64_to_uint64',
    string: 'string_to_uint64',
  }),
]
