import { fromPlain } from '../model/value.ts'
import { Schema } from './schema.ts'

const string = (description: string, more: object = {}) => ({ type: 'string', description, ...more })
const time = (description: string, more: object = {}) => string(description, { format: 'date-time', ...more })
const texts = (description: string) => ({ type: 'object', additionalProperties: { type: 'string' }, description })

const ownerReference = {
  title: 'OwnerReference',
  type: 'object',
  required: ['apiVersion', 'kind', 'name', 'uid'],
  properties: {
    apiVersion: string('Group and version of the owner.'),
    blockOwnerDeletion: {
      type: 'boolean',
      description: 'The owner stays, in a foreground deletion, until this object is gone.',
    },
    controller: { type: 'boolean', description: 'This owner is the controller of the object; at most one is.' },
    kind: string('Kind of the owner.'),
    name: string('Name of the owner, in the same namespace or cluster-scoped.'),
    uid: string('UID of the owner.'),
  },
}

const managedFieldsEntry = {
  title: 'ManagedFieldsEntry',
  type: 'object',
  properties: {
    apiVersion: string('The version that the field paths belong to.'),
    fieldsType: string('How fieldsV1 is written; always FieldsV1.'),
    fieldsV1: {
      title: 'FieldsV1',
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      description: 'The fields that this manager owns, as a tree.',
    },
    manager: string('Who set the fields.'),
    operation: string('Apply or Update.'),
    subresource: string('The subresource that was written, if any.'),
    time: time('When the manager last changed its set of fields.'),
  },
}

const objectMeta = {
  title: 'ObjectMeta',
  type: 'object',
  description: 'Name, namespace, labels and what else every object has.',
  properties: {
    annotations: texts('Notes for tools and people, by key. Not used to select objects; 256 KiB in all.'),
    creationTimestamp: time('When the object was created. Set by the server.', { nullable: true }),
    deletionGracePeriodSeconds: {
      type: 'integer',
      format: 'int64',
      description: 'Seconds allowed for a graceful deletion. Set by the server.',
    },
    deletionTimestamp: time('When the deletion was asked for; finalizers may hold it up. Set by the server.'),
    finalizers: {
      type: 'array',
      items: { type: 'string' },
      'x-kubernetes-list-type': 'set',
      description: 'What must be done, and be taken off this list, before the object is deleted.',
    },
    generateName: string('A prefix that the server makes a unique name from, when there is no name.'),
    generation: {
      type: 'integer',
      format: 'int64',
      description: 'Counts the changes of what is wanted. Set by the server.',
    },
    labels: texts('Labels that select and group objects, by key.'),
    managedFields: {
      type: 'array',
      items: managedFieldsEntry,
      'x-kubernetes-list-type': 'atomic',
      description: 'Which manager owns which fields. Kept by the server.',
    },
    name: string('Unique within the namespace for objects of this kind. Cannot be changed.'),
    namespace: string('The namespace of the object; empty when its kind is cluster-scoped. Cannot be changed.'),
    ownerReferences: {
      type: 'array',
      items: ownerReference,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
      description: 'Objects that this one belongs to: it is deleted when they are all gone.',
    },
    resourceVersion: string(
      'Changes with every write; an update must name the version it was made from. Set by the server.',
    ),
    selfLink: string('Of old; the server sets it no more.'),
    uid: string('Unique in time and space. Set by the server.'),
  },
}

/** What every object has beside its own fields, as the server publishes it for a custom resource. */
export const builtInFields: ReadonlyMap<string, Schema> = new Map(
  Object.entries({
    apiVersion: string('Group and version of the API that the object is written in.'),
    kind: string('The type of the object, in CamelCase.'),
    metadata: objectMeta,
  }).map(([name, plain]) => [name, new Schema(dict(plain))]),
)

function dict(plain: object) {
  return fromPlain(plain) as Schema['raw']
}
