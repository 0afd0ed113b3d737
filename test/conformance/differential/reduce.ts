import type { ServerVersion } from '../../../src/model/server-version.ts'
import { clone, type Dict, isDict, isList, newDict, type Value } from '../../../src/model/value.ts'
import { rawText } from '../mutate/raw-text.ts'
import type { Oracle, Verdict, Write } from '../server/oracle.ts'
import { definitionOf, documentOf, judgeDefinition, judgeWrite } from './judge.ts'
import { answerOf, type Difference } from './run.ts'

/** A difference made small, and what the server says about it. */
export interface Reduced {
  difference: Difference
  server: Verdict
}

/**
 * Takes away entry by entry from the definition and the objects, as long as the answers differ in the same way.
 * @param budget how many questions may be asked
 */
export async function reduce(
  oracle: Oracle,
  difference: Difference,
  serverVersion: ServerVersion,
  budget = 400,
): Promise<Reduced | undefined> {
  let left = budget
  const wanted = signature(difference.lines)
  let best: Reduced | undefined
  const differs = async (candidate: Dict) => {
    left--
    const found = await ask(oracle, difference, candidate, serverVersion)
    if (!found || signature(found.difference.lines) !== wanted) return false
    best = found
    return true
  }
  let current = partsOf(difference)
  if (!(await differs(current))) return undefined
  for (let progress = true; progress && left > 0; ) {
    progress = false
    for (const path of paths(current)) {
      if (left <= 0) break
      if (path.length === 3 && path[1] === 'metadata' && path[2] === 'name') continue
      // What is the same before and after an update goes from both.
      const twin = path[0] === 'body' && current.stored !== undefined ? ['stored', ...path.slice(1)] : undefined
      const alone = without(current, path)
      const both = alone && twin && without(alone, twin)
      const smaller = both && (await differs(both)) ? both : alone && (await differs(alone)) ? alone : undefined
      if (smaller) {
        current = smaller
        progress = true
      }
    }
  }
  return best
}

/** The texts of a case as one value. */
function partsOf({ definition, before, write }: Difference): Dict {
  const out = newDict()
  out.definition = documentOf(definition).root!
  if (before !== undefined) out.before = documentOf(before).root!
  if (write) out.body = documentOf(write.body).root!
  if (write?.stored !== undefined) out.stored = documentOf(write.stored).root!
  return out
}

async function ask(
  oracle: Oracle,
  difference: Difference,
  parts: Dict,
  serverVersion: ServerVersion,
): Promise<Reduced | undefined> {
  const text = (key: string) => (parts[key] === undefined ? undefined : rawText(parts[key]))
  const definition = text('definition')
  const before = text('before')
  if (definition === undefined || (difference.before !== undefined && before === undefined)) return undefined
  try {
    if (!difference.write) {
      const { definition: said } = await oracle.ask(before === undefined ? { definition } : { definition, before })
      if (!said) return undefined
      const { stored: _, ...server } = said
      const { lines } = answerOf(server, () => judgeDefinition(definition, before, serverVersion))
      const { kind } = difference
      return { difference: { kind, lines, definition, ...(before === undefined ? {} : { before }) }, server }
    }
    const body = text('body')
    const stored = text('stored')
    if (body === undefined || (difference.write.stored !== undefined && stored === undefined)) return undefined
    const write: Write = { ...difference.write, body, ...(stored === undefined ? {} : { stored }) }
    const answer = await oracle.ask({ definition, resources: [write] })
    const server = answer.resources?.[0]
    if (!server) return undefined
    const { lines } = answerOf(server, () => judgeWrite(definitionOf(definition), write, serverVersion))
    return { difference: { kind: difference.kind, lines, definition, write }, server }
  } catch {
    return undefined
  }
}

/** What differs, without the words that shrinking changes. */
function signature(lines: readonly string[]): string {
  const shape = (line: string) => {
    if (line.startsWith('crash')) return line.split('\n').slice(0, 2).join('\n')
    if (line.startsWith('stored')) return 'stored'
    return line
      .replace(/^([^:]*:) [^|]*\|/, '$1 |')
      .replace(/"(?:[^"\\]|\\.)*"|'[^']*'|[\w.[\]-]+ in body|-?\d[\d.e+]*/g, '_')
  }
  return lines.slice(0, 2).map(shape).join('\n')
}

type Path = readonly (string | number)[]

/** Every entry of a value, the largest and outermost first. */
function paths(root: Dict): Path[] {
  const out: Path[] = []
  let level: { path: Path; value: Value }[] = [{ path: [], value: root }]
  while (level.length > 0) {
    const next: typeof level = []
    for (const { path, value } of level) {
      const keys: (string | number)[] = isList(value)
        ? [...value.keys()].reverse()
        : isDict(value)
          ? Object.keys(value)
          : []
      for (const key of keys) {
        const child = (value as Record<string | number, Value>)[key]!
        if (path.length > 0) out.push([...path, key])
        next.push({ path: [...path, key], value: child })
      }
    }
    level = next
  }
  return out
}

/** A copy that lacks the entry; undefined when the entry is not there any more. */
function without(root: Dict, path: Path): Dict | undefined {
  const copy = clone(root)
  let value: Value | undefined = copy
  for (const key of path.slice(0, -1)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string | number, Value>)[key]
  }
  const last = path.at(-1)!
  if (isList(value) && typeof last === 'number' && last < value.length) value.splice(last, 1)
  else if (isDict(value) && value[last] !== undefined) delete value[last]
  else return undefined
  return copy
}
