import type { Finding } from './finding.ts'
import type { GVK } from './gvk.ts'
import { parseApiVersion } from './gvk.ts'
import type { Range } from './path.ts'
import { isDict, type Value } from './value.ts'

/** A text that was read: a file, stdin, a URL. Every position is an offset into `text`. */
export interface Origin {
  /** As printed: the path as the user gave it, `stdin`, or the URL. */
  name: string
  text: string
  /** No file that a command could name again. */
  generated?: boolean
}

/** One document of a stream, or one item of a `List`. */
export interface Document {
  origin: Origin
  /** Counts the documents that are not empty, from 0. */
  index: number
  /** Index within the `List` it stood in, else null. */
  item: number | null
  range: Range
  /** Undefined when it could not be read; `findings` then holds the error. */
  root: Value | undefined
  /** About the text: duplicate keys, or why it cannot be read. */
  findings: Finding[]
}

/** kind and apiVersion, when both are there and readable. */
export function gvkOf(root: Value | undefined): GVK | undefined {
  if (!isDict(root)) return undefined
  const { apiVersion, kind } = root
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === '') return undefined
  const gv = parseApiVersion(apiVersion)
  return gv && gv.version !== '' ? { ...gv, kind } : undefined
}

/** metadata.name and metadata.namespace, '' where absent. */
export function nameOf(root: Value | undefined): { name: string; namespace: string } {
  const metadata = isDict(root) ? root.metadata : undefined
  const text = (value: Value | undefined) => (typeof value === 'string' ? value : '')
  return isDict(metadata)
    ? { name: text(metadata.name) || text(metadata.generateName), namespace: text(metadata.namespace) }
    : { name: '', namespace: '' }
}
