import { partners, type Token, tokensOf } from './cel-tokens.ts'

/** A field that a rule reads, from where the rule stands: property names, and `*` for an item or a value. */
export interface Read {
  of: 'self' | 'oldSelf'
  /** `property` is the plain name, unescaped. */
  steps: ({ property: string } | '*')[]
}

const perElement = new Set([
  'all',
  'exists',
  'exists_one',
  'existsOne',
  'filter',
  'map',
  'sortBy',
  'transformList',
  'transformMap',
])
const sameValues = new Set(['filter', 'sort', 'sortBy', 'orValue', 'value', 'reverse', 'distinct'])
const oneOfThem = new Set(['first', 'last'])

interface Scope {
  name: string
  read: Read
  from: number
  to: number
}

/**
 * The fields that a rule reads by name, macro variables followed back to the list they run over. What is computed
 * (an index, the result of `map`) ends the path. Linear in the rule but for the nesting of its macros.
 */
export function readsOf(rule: string): Read[] {
  const tokens = tokensOf(rule)
  const pairs = partners(tokens)
  const scopes: Scope[] = []
  const reads: Read[] = []
  tokens.forEach((token, i) => {
    if (
      token.kind !== 'name' ||
      isSymbol(tokens[i - 1], '.') ||
      (isSymbol(tokens[i - 1], '?') && isSymbol(tokens[i - 2], '.'))
    )
      return
    const start = variable(token.text, i, scopes)
    if (start) reads.push(follow(start, i + 1, tokens, pairs, scopes))
  })
  return reads
}

function variable(name: string, at: number, scopes: readonly Scope[]): Read | undefined {
  for (let i = scopes.length - 1; i >= 0; i--) {
    const scope = scopes[i]!
    if (scope.name === name && scope.from <= at && at < scope.to) return scope.read
  }
  return name === 'self' || name === 'oldSelf' ? { of: name, steps: [] } : undefined
}

function follow(
  start: Read,
  from: number,
  tokens: readonly Token[],
  pairs: Map<number, number>,
  scopes: Scope[],
): Read {
  let read = start
  let i = from
  // No schema is that deep.
  while (read.steps.length < 200) {
    if (isSymbol(tokens[i], '.')) {
      if (isSymbol(tokens[i + 1], '?')) i++
      const name = tokens[i + 1]
      if (name?.kind !== 'name') return read
      if (isSymbol(tokens[i + 2], '(')) {
        const end = pairs.get(i + 2)
        if (end === undefined) return read
        if (perElement.has(name.text) && scopes.length < 100) bind(read, i + 3, end, tokens, scopes)
        if (oneOfThem.has(name.text)) read = below(read, '*')
        else if (!sameValues.has(name.text)) return read
        i = end + 1
      } else {
        read = below(read, { property: unescapeName(name.text) })
        i += 2
      }
    } else if (isSymbol(tokens[i], '[')) {
      const end = pairs.get(i)
      if (end === undefined) return read
      const key = tokens[isSymbol(tokens[i + 1], '?') ? i + 2 : i + 1]
      read = below(read, key?.kind === 'string' && pairs.get(i)! <= i + 3 ? { property: key.text } : '*')
      i = end + 1
    } else return read
  }
  return read
}

/** `all(x, …)` and `all(i, x, …)`: the last variable is the element. */
function bind(read: Read, at: number, end: number, tokens: readonly Token[], scopes: Scope[]): void {
  let element = at
  if (tokens[at + 2]?.kind === 'name' && isSymbol(tokens[at + 3], ',') && isSymbol(tokens[at + 1], ','))
    element = at + 2
  const name = tokens[element]
  if (name?.kind !== 'name' || !isSymbol(tokens[element + 1], ',')) return
  scopes.push({ name: name.text, read: below(read, '*'), from: element + 1, to: end })
}

function below(read: Read, step: Read['steps'][number]): Read {
  return { of: read.of, steps: [...read.steps, step] }
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text
}

/** CEL names of properties that are no identifiers. Upstream: apiserver pkg/cel/escaping.go. */
export function unescapeName(name: string): string {
  if (!name.includes('__')) return name
  const special: Record<string, string> = { underscores: '__', dot: '.', dash: '-', slash: '/' }
  const keyword = /^__([a-z]+)__$/.exec(name)
  if (keyword && !(keyword[1]! in special)) return keyword[1]!
  return name.replace(/__(underscores|dot|dash|slash)__/g, (_, word: string) => special[word]!)
}
