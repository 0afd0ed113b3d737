import type { ManagedFields, ObjectMeta, OwnerReference } from '../types.ts'
import { list, map } from './containers.ts'
import { bool, integer, pointer, string } from './go-type.ts'
import { anything, time } from './special.ts'
import { struct } from './struct.ts'

const text = string()
const uid = string('types.UID')

export const ownerReference = struct<OwnerReference>('v1.OwnerReference', () => ({
  apiVersion: ['apiVersion', text, 'always'],
  kind: ['kind', text, 'always'],
  name: ['name', text, 'always'],
  uid: ['uid', uid, 'always'],
  controller: ['controller', pointer(bool)],
  blockOwnerDeletion: ['blockOwnerDeletion', pointer(bool)],
}))

const managedFields = struct<ManagedFields>('v1.ManagedFieldsEntry', () => ({
  manager: ['manager', text],
  operation: ['operation', string('v1.ManagedFieldsOperationType')],
  apiVersion: ['apiVersion', text],
  time: ['time', pointer(time)],
  fieldsType: ['fieldsType', text],
  fieldsV1: ['fieldsV1', anything],
  subresource: ['subresource', text],
}))

/** Upstream: apimachinery/pkg/apis/meta/v1/types.go. */
export const objectMeta = struct<ObjectMeta>('v1.ObjectMeta', () => ({
  name: ['name', text],
  generateName: ['generateName', text],
  namespace: ['namespace', text],
  selfLink: ['selfLink', text],
  uid: ['uid', uid],
  resourceVersion: ['resourceVersion', text],
  generation: ['generation', integer(64)],
  creationTimestamp: ['creationTimestamp', time],
  deletionTimestamp: ['deletionTimestamp', pointer(time)],
  deletionGracePeriodSeconds: ['deletionGracePeriodSeconds', pointer(integer(64))],
  labels: ['labels', map(text)],
  annotations: ['annotations', map(text)],
  ownerReferences: ['ownerReferences', list(ownerReference)],
  finalizers: ['finalizers', list(text)],
  managedFields: ['managedFields', list(managedFields)],
}))
