/**
 * The Go types that metadata is decoded into, as far as their names show in the server's errors and their tags decide
 * what is stored. Upstream: apimachinery/pkg/apis/meta/v1/types.go.
 */
export type GoType =
  | { kind: 'string' | 'int64' | 'bool' | 'time' | 'any'; name: string }
  | { kind: 'map' | 'list'; name: string; of: GoType }
  | { kind: 'struct'; name: string; fields: ReadonlyMap<string, Field> }

export interface Field {
  type: GoType
  /** Kept though it is empty: a pointer that is not nil, or a field without omitempty. */
  keepEmpty: boolean
  /** Written even when it was not given. */
  always: boolean
}

const string: GoType = { kind: 'string', name: 'string' }
const uid: GoType = { kind: 'string', name: 'types.UID' }
const int64: GoType = { kind: 'int64', name: 'int64' }
const bool: GoType = { kind: 'bool', name: 'bool' }
const time: GoType = { kind: 'time', name: 'v1.Time' }
const strings: GoType = { kind: 'map', name: 'map[string]string', of: string }

const optional = (type: GoType): Field => ({ type, keepEmpty: false, always: false })
const pointer = (type: GoType): Field => ({ type, keepEmpty: true, always: false })
const always = (type: GoType): Field => ({ type, keepEmpty: true, always: true })

const ownerReference: GoType = {
  kind: 'struct',
  name: 'OwnerReference',
  fields: new Map([
    ['apiVersion', always(string)],
    ['kind', always(string)],
    ['name', always(string)],
    ['uid', always(uid)],
    ['controller', pointer(bool)],
    ['blockOwnerDeletion', pointer(bool)],
  ]),
}

const managedFieldsEntry: GoType = {
  kind: 'struct',
  name: 'ManagedFieldsEntry',
  fields: new Map([
    ['manager', optional(string)],
    ['operation', optional({ kind: 'string', name: 'v1.ManagedFieldsOperationType' })],
    ['apiVersion', optional(string)],
    ['time', pointer(time)],
    ['fieldsType', optional(string)],
    ['fieldsV1', pointer({ kind: 'any', name: 'v1.FieldsV1' })],
    ['subresource', optional(string)],
  ]),
}

export const objectMeta: GoType & { kind: 'struct' } = {
  kind: 'struct',
  name: 'ObjectMeta',
  fields: new Map([
    ['name', optional(string)],
    ['generateName', optional(string)],
    ['namespace', optional(string)],
    ['selfLink', optional(string)],
    ['uid', optional(uid)],
    ['resourceVersion', optional(string)],
    ['generation', optional(int64)],
    ['creationTimestamp', optional(time)],
    ['deletionTimestamp', pointer(time)],
    ['deletionGracePeriodSeconds', pointer(int64)],
    ['labels', optional(strings)],
    ['annotations', optional(strings)],
    ['ownerReferences', optional({ kind: 'list', name: '[]v1.OwnerReference', of: ownerReference })],
    ['finalizers', optional({ kind: 'list', name: '[]string', of: string })],
    ['managedFields', optional({ kind: 'list', name: '[]v1.ManagedFieldsEntry', of: managedFieldsEntry })],
  ]),
}
