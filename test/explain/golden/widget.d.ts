// shop.example.com/v1 Widget, from its CustomResourceDefinition.

/**
 * A Widget is a thing that the shop sells, described here at such length that the sentence has to be broken into several lines to fit.
 * Rule: the name is too long
 */
export interface Widget {
  /** Group and version of the API that the object is written in. */
  apiVersion: 'shop.example.com/v1'
  /** The type of the object, in CamelCase. */
  kind: 'Widget'
  /** Name, namespace, labels and what else every object has. */
  metadata: ObjectMeta
  /**
   * Rule: min must not exceed replicas
   * Rule: self.ports.all(p, p.number > 0)
   */
  spec: WidgetSpec
  status?: WidgetStatus
}

/** Name, namespace, labels and what else every object has. */
export interface ObjectMeta {
  /** Notes for tools and people, by key. Not used to select objects; 256 KiB in all. */
  annotations?: Record<string, string>
  /** When the object was created. Set by the server. */
  creationTimestamp?: string | null
  /** Seconds allowed for a graceful deletion. Set by the server. */
  deletionGracePeriodSeconds?: number
  /** When the deletion was asked for; finalizers may hold it up. Set by the server. */
  deletionTimestamp?: string
  /** What must be done, and be taken off this list, before the object is deleted. */
  finalizers?: string[]
  /** A prefix that the server makes a unique name from, when there is no name. */
  generateName?: string
  /** Counts the changes of what is wanted. Set by the server. */
  generation?: number
  /** Labels that select and group objects, by key. */
  labels?: Record<string, string>
  /** Which manager owns which fields. Kept by the server. */
  managedFields?: ManagedFieldsEntry[]
  /** Unique within the namespace for objects of this kind. Cannot be changed. */
  name?: string
  /** The namespace of the object; empty when its kind is cluster-scoped. Cannot be changed. */
  namespace?: string
  /** Objects that this one belongs to: it is deleted when they are all gone. */
  ownerReferences?: OwnerReference[]
  /** Changes with every write; an update must name the version it was made from. Set by the server. */
  resourceVersion?: string
  /** Of old; the server sets it no more. */
  selfLink?: string
  /** Unique in time and space. Set by the server. */
  uid?: string
}

/**
 * Rule: min must not exceed replicas
 * Rule: self.ports.all(p, p.number > 0)
 */
export interface WidgetSpec {
  anything?: unknown
  /**
   * What it looks like.
   *
   * Deprecated: use paint instead.
   */
  color: 'red' | 'green' | 'blue' | '' | 'yellow' | '007'
  free?: boolean
  host?: string
  labels?: Record<string, string>
  matrix?: number[][]
  minReplicas?: number | null
  object?: WidgetSpecObject
  odd?: string
  /** Rule: oldSelf == '' || self == oldSelf */
  once?: string
  open?: Record<string, unknown>
  port?: number | string
  /** Where it listens. */
  ports?: WidgetSpecPort[]
  price?: number
  /**
   * @default 1
   * Rule: replicas cannot change
   */
  replicas: number
  shelves?: Record<string, WidgetSpecShelvesValue>
  since?: string
  tags?: string[]
}

export interface WidgetStatus {
  replicas?: number
  selector?: string
}

export interface ManagedFieldsEntry {
  /** The version that the field paths belong to. */
  apiVersion?: string
  /** How fieldsV1 is written; always FieldsV1. */
  fieldsType?: string
  /** The fields that this manager owns, as a tree. */
  fieldsV1?: Record<string, unknown>
  /** Who set the fields. */
  manager?: string
  /** Apply or Update. */
  operation?: string
  /** The subresource that was written, if any. */
  subresource?: string
  /** When the manager last changed its set of fields. */
  time?: string
}

export interface OwnerReference {
  /** Group and version of the owner. */
  apiVersion: string
  /** The owner stays, in a foreground deletion, until this object is gone. */
  blockOwnerDeletion?: boolean
  /** This owner is the controller of the object; at most one is. */
  controller?: boolean
  /** Kind of the owner. */
  kind: string
  /** Name of the owner, in the same namespace or cluster-scoped. */
  name: string
  /** UID of the owner. */
  uid: string
}

export interface WidgetSpecObject {
  /** Group and version of the API that the object is written in. */
  apiVersion: string
  /** The type of the object, in CamelCase. */
  kind: string
  /** Name, namespace, labels and what else every object has. */
  metadata?: ObjectMeta
  [field: string]: unknown
}

/** One port. */
export interface WidgetSpecPort {
  name: string
  number?: number
  /** @default TCP */
  protocol: string
}

export interface WidgetSpecShelvesValue {
  'app.kubernetes.io/name'?: string
  width: number
}
