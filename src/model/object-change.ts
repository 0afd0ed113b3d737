import type { Document } from './document.ts'
import type { Dict, Value } from './value.ts'

/**
 * Who makes a difference. yours: the file says so, or no longer does. defaulted: the schema fills it in. server: something
 * in the server does, a webhook say.
 */
export type Author = 'yours' | 'defaulted' | 'server'

/** One value of a custom resource that is another one afterwards. */
export interface Difference {
  /** `spec.ports[name=web].port`; items of a set are named by their value, those of other lists by their place. */
  path: string
  /** Undefined: there is none. */
  before: Value | undefined
  after: Value | undefined
  by: Author
  /** The managers that own it, you left out. */
  owners: readonly string[]
}

/** A custom resource before and after. */
export interface ComparedObject {
  apiVersion: string
  kind: string
  namespace: string
  name: string
  /** As it was read from a file. */
  document: Document
  state: 'created' | 'removed' | 'changed' | 'same'
  /** Who said what comes of it: a dry run of the server, or defaults and rules of the CRD here. */
  judge: 'server' | 'client'
  differences: readonly Difference[]
  /** Without what only the server sets; undefined when there is none. */
  before: Dict | undefined
  after: Dict | undefined
}

/** All that is told about custom resources. */
export interface ObjectReport {
  objects: readonly ComparedObject[]
}
