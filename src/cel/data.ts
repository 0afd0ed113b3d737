import { decodeBase64URL } from '../model/go/base64.ts'
import { type Moment, parseDate, parseDateTime } from '../model/go/rfc3339.ts'
import { parseFormattedDuration } from '../model/go/time.ts'
import { Float, isDict, isInt, isList, toNumber } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import { ListView } from './list-view.ts'
import { ObjectView } from './object-view.ts'
import { Foreign, goTypeOf, type Raw } from './raw.ts'
import { withTypeAndMeta } from './schema-type.ts'
import { CelFailure, type CelValue, Duration, Preserved, Timestamp } from './value.ts'

/**
 * A value of an object as rules see it, by its schema. Containers are views: nothing below them is converted before it
 * is looked at. Upstream: apiserver/pkg/cel/common/valuesunstructured.go UnstructuredToVal.
 */
export function view(value: Raw, schema: Schema, isRoot = false): CelValue {
  if (value === null) {
    return schema.nullable ? null : new CelFailure('invalid data, got null for schema with nullable=false')
  }
  if (schema.intOrString) {
    if (typeof value === 'string') return value
    if (isInteger(value)) return BigInt(value)
    return new CelFailure('invalid data, expected XIntOrString value to be either a string or integer')
  }
  switch (schema.type) {
    case 'object':
      if (value instanceof Foreign || !isDict(value))
        return new CelFailure('invalid data, expected a map for the provided schema with type=object')
      return new ObjectView(value, isRoot || schema.embeddedResource ? withTypeAndMeta(schema) : schema, view)
    case 'array':
      if (value instanceof Foreign || !isList(value))
        return new CelFailure('invalid data, expected an array for the provided schema with type=array')
      if (!schema.items) return new CelFailure('invalid array type, expected Items with a non-empty Schema')
      return new ListView(value, schema, view)
    case 'string':
      return typeof value === 'string' ? viewText(value, schema.format) : unexpected('string', value)
    case 'number':
      if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float) return toNumber(value)
      return unexpected('float', value)
    case 'integer':
      return isInteger(value) ? BigInt(value) : unexpected('int', value)
    case 'boolean':
      return typeof value === 'boolean' ? value : unexpected('bool', value)
    default:
      if (schema.preserveUnknownFields && !(value instanceof Foreign)) return new Preserved(value)
      return new CelFailure(
        'invalid type, expected object, array, number, integer, boolean or string, or no type with ' +
          `x-kubernetes-int-or-string or x-kubernetes-preserve-unknown-fields is true, got ${schema.type}`,
      )
  }
}

function isInteger(value: Raw): value is number | bigint {
  return !(value instanceof Foreign) && isInt(value)
}

function unexpected(wanted: string, value: Raw): CelFailure {
  return new CelFailure(`invalid data, expected ${wanted}, got ${goTypeOf(value)}`)
}

function viewText(text: string, format: string): CelValue {
  switch (format) {
    case 'byte': {
      const bytes = decodeBase64URL(text)
      if (typeof bytes !== 'number') return bytes
      return new CelFailure(`Invalid byte formatted string ${text}: illegal base64 data at input byte ${bytes}`)
    }
    case 'duration': {
      const ns = parseFormattedDuration(text)
      return typeof ns === 'string' ? new CelFailure(`Invalid duration ${text}: ${ns}`) : new Duration(ns)
    }
    case 'date':
      return moment(parseDate(text), `Invalid date formatted string ${text}`)
    case 'date-time':
      return moment(parseDateTime(text), `Invalid date-time formatted string ${text}`)
    default:
      return text
  }
}

function moment(parsed: Moment | string, failure: string): CelValue {
  if (typeof parsed === 'string') return new CelFailure(`${failure}: ${parsed}`)
  return new Timestamp(BigInt(parsed.seconds) * 1_000_000_000n + BigInt(parsed.nanos), parsed.offset)
}
