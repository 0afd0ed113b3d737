import type { Document, Origin } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Range } from '../model/path.ts'
import { isDict, type Value } from '../model/value.ts'
import type { DuplicateKey } from './duplicate-key.ts'
import { duplicateKey, notAnObject } from './findings.ts'
import { expandList, type Item } from './list.ts'

/** What was read of a text, as documents: the items of a `List`, or the one object. */
export function* documents(
  origin: Origin,
  index: number,
  root: Value,
  range: Range,
  duplicates: readonly DuplicateKey[],
  rest: readonly Finding[] = [],
): Generator<Document> {
  if (!isDict(root)) {
    yield { origin, index, item: null, range, root: undefined, findings: [notAnObject(root, range)] }
    return
  }
  const items = expandList(root, range)
  if (!items) {
    const findings = [...duplicates.map((duplicate) => duplicateKey(duplicate, root)), ...rest]
    yield { origin, index, item: null, range, root, findings }
    return
  }
  const shares = shareOut([...duplicates, ...rest], items)
  for (const [item, { root: itemRoot, range: itemRange }] of items.entries()) {
    const own = shares[item]!.map((each) => ('key' in each ? duplicateKey(each, itemRoot) : each))
    if (!isDict(itemRoot)) own.push(notAnObject(itemRoot, itemRange))
    const readable = isDict(itemRoot) ? itemRoot : undefined
    yield { origin, index, item, range: itemRange, root: readable, findings: own }
  }
}

type Trouble = DuplicateKey | Finding

/** All goes to the item it is in; what is about the list itself goes to the first. */
function shareOut(troubles: readonly Trouble[], items: readonly Item[]): Trouble[][] {
  const shares: Trouble[][] = items.map(() => [])
  const place = (trouble: Trouble) => ('key' in trouble ? trouble.second.start : (trouble.position?.start ?? 0))
  let i = 0
  for (const trouble of troubles.toSorted((a, b) => place(a) - place(b))) {
    while (i < items.length && items[i]!.range.end <= place(trouble)) i++
    const inside = i < items.length && items[i]!.range.start <= place(trouble)
    shares[inside ? i : 0]?.push(trouble)
  }
  return shares
}

/** A document that cannot be read. */
export function broken(origin: Origin, index: number, range: Range, finding: Finding): Document {
  return { origin, index, item: null, range, root: undefined, findings: [finding] }
}
