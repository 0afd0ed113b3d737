import type { Finding } from '../model/finding.ts'
import { dotted, type Range } from '../model/path.ts'
import { isList, type Value } from '../model/value.ts'
import type { DuplicateKey } from './duplicate-key.ts'
import { holderOf } from './holder.ts'

export function notAnObject(value: Value, position: Range): Finding {
  const what = isList(value)
    ? 'a list'
    : value === null
      ? 'null'
      : `a ${typeof value === 'bigint' ? 'number' : typeof value}`
  return {
    ...about('CRD0003', 'error', `not an object: the document is ${what}`, position),
    hint: 'a manifest is a mapping with apiVersion and kind',
  }
}

/** @param root what was read, or the item of a `List` that holds the key */
export function duplicateKey({ key, first, second }: DuplicateKey, root: Value): Finding {
  const path = [...holderOf(root, second.start), key]
  return {
    ...about('CRD0002', 'warning', `key ${JSON.stringify(key)} occurs twice`, second),
    path,
    field: dotted(path),
    hint: 'kubectl keeps this one and drops the first without a word',
    related: [{ message: 'first here', position: first }],
  }
}

/** kubectl reads a document no further than to `from`. */
export function ignoredRest(from: number, end: number): Finding {
  return {
    ...about('CRD0001', 'warning', 'kubectl reads no further than here and says nothing', { start: from, end }),
    hint: 'indent this line like the first line of the document',
  }
}

function about(code: string, severity: Finding['severity'], message: string, position: Range): Finding {
  return { code, source: 'manifest', severity, path: [], field: '', reason: '', message, position }
}
