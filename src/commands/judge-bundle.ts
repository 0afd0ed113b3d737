import { checkBundle } from '../lint/olm/bundle.ts'
import { JsonError, JsonReader } from '../manifest/json.ts'
import { maxDepth } from '../manifest/read.ts'
import { type Document, gvkOf, type Origin } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import { dotted, locate, type Range } from '../model/path.ts'
import type { Result } from '../model/result.ts'
import { isDict, isList, span } from '../model/value.ts'
import type { Catalog } from '../schema/catalog.ts'
import { type JudgeOptions, judgeDocument } from './judge-document.ts'

const annotation = ['metadata', 'annotations', 'alm-examples']

/** What is to be said of a ClusterServiceVersion, then of each resource among its examples. */
export function judgeBundle(document: Document, catalog: Catalog, options: JudgeOptions): Result[] {
  const examples = readExamples(document)
  const documents = 'wrong' in examples ? [] : examples.documents
  const kinds = 'wrong' in examples ? undefined : new Set(documents.map(({ root }) => gvkOf(root)?.kind ?? ''))
  const found = [...checkBundle(document, catalog.all(), kinds), ...('wrong' in examples ? [examples.wrong] : [])]
  const own = judgeDocument(document, catalog, options)
  // OLM's own CRDs are seldom at hand.
  const result: Result =
    own.verdict === 'unknown'
      ? { ...own, verdict: 'skipped', findings: [...document.findings, ...found] }
      : { ...own, findings: [...own.findings, ...found] }
  return [result, ...documents.map((example) => judgeDocument(example, catalog, options))]
}

/** The resources of the annotation, placed in the file's own text where it stands there as it is. */
function readExamples(document: Document): { documents: Document[] } | { wrong: Finding } {
  const { root, range } = document
  const text = annotation.reduce((value, key) => (isDict(value) ? value[key] : undefined), root)
  if (typeof text !== 'string' || root === undefined) return { documents: [] }
  const { origin, start, end } = within(document, locate(root, annotation, range).value, text)
  try {
    const reader = new JsonReader(origin.text.slice(0, end), start, { raw: false, maxDepth })
    const list = reader.next()
    if (list && isList(list.root)) {
      const places = list.root[span] ?? []
      const documents = list.root.map((example, item): Document => {
        const place = { start: places[2 * item] ?? start, end: places[2 * item + 1] ?? start }
        return {
          origin,
          index: document.index,
          item,
          range: place,
          root: isDict(example) ? example : undefined,
          findings: [],
        }
      })
      return { documents }
    }
    return { wrong: unreadable('alm-examples is no list of resources') }
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const at = origin === document.origin ? { start: error.offset, end: error.offset + 1 } : undefined
    return { wrong: unreadable(`alm-examples is no JSON: ${error.message}`, at) }
  }
}

/**
 * JSON in a block scalar means the same with the indentation that YAML takes away, so that it is read where it stands.
 * What is quoted has a text of its own.
 */
function within({ origin }: Document, { start, end }: Range, text: string): { origin: Origin } & Range {
  const body = /^[|>][^\n]*\n/.exec(origin.text.slice(start, end))
  if (body) return { origin, start: start + body[0].length, end }
  return { origin: { name: `${origin.name} (alm-examples)`, text, generated: true }, start: 0, end: text.length }
}

function unreadable(message: string, position?: Range): Finding {
  const hint = 'it is a JSON list of objects with apiVersion and kind'
  const out: Finding = {
    code: 'CRD0404',
    source: 'lint',
    severity: 'error',
    path: annotation,
    field: dotted(annotation),
    reason: '',
    message,
    hint,
  }
  return position ? { ...out, position } : out
}
