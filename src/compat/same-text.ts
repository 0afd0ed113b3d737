import type { Document } from '../model/document.ts'
import { type Dict, span } from '../model/value.ts'

/**
 * A quick test whether an entry of two documents is written alike: what is the same text need not be read. Anchors and
 * aliases mean what stands elsewhere, so where there may be any the test says nothing.
 */
export function sameText(old: Document, now: Document): (a: Dict, b: Dict, key: string) => boolean {
  if ([old, now].some(({ origin }) => mayAlias.test(origin.text))) return () => false
  return (a, b, key) => {
    const [left, right] = [place(a, key), place(b, key)]
    if (!left || !right || left[1] - left[0] !== right[1] - right[0]) return false
    return old.origin.text.slice(...left) === now.origin.text.slice(...right)
  }
}

const mayAlias = /[:\-,[{]\s*[*&][\w-]/

function place(dict: Dict, key: string): [number, number] | undefined {
  const where = dict[span]
  const i = where ? where.keys.lastIndexOf(key) : -1
  return where && i >= 0 ? [where.at[3 * i + 1]!, where.at[3 * i + 2]!] : undefined
}
