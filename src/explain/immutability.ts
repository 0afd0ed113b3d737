import { partners, type Token, tokensOf } from './cel-tokens.ts'
import type { ImmutableDoc } from './doc.ts'
import { unescapeName } from './rule-reads.ts'

/** A field, by property names from where the rule stands, that a rule keeps from changing. */
export interface Fixed {
  steps: readonly string[]
  when: ImmutableDoc['when']
}

/**
 * What a rule keeps from changing, for the usual ways to write it: `self == oldSelf`, `self.a == oldSelf.a`, either
 * behind `!has(oldSelf.a) ||` or `oldSelf.a == '' ||` (once set), `!has(oldSelf.a) || has(self.a)` (cannot be
 * removed), several of them joined by `&&`, and an equality behind any other condition (some updates).
 */
export function fixedBy(rule: string): Fixed[] {
  if (!rule.includes('oldSelf')) return []
  const tokens = unwrap(tokensOf(rule))
  // A conditional binds weaker than all else.
  const parts = split(tokens, '?').length > 1 ? [tokens] : split(tokens, '&&')
  return parts.flatMap((part) => clause(termsOf(unwrap(part))) ?? [])
}

/** What `||` joins; `a ? b : true` is `!a || b`. */
function termsOf(tokens: readonly Token[]): (readonly Token[])[] {
  const [condition, rest] = split(tokens, '?')
  if (condition && rest) {
    const [then, otherwise] = split(rest, ':').map(unwrap)
    if (then && otherwise?.length === 1 && otherwise[0]!.text === 'true') return [[not, ...unwrap(condition)], then]
  }
  return split(tokens, '||').map(unwrap)
}

const not: Token = { kind: 'symbol', text: '!' }

function clause(terms: readonly (readonly Token[])[]): Fixed | undefined {
  const at = terms.findIndex((term) => unchanged(term))
  if (at < 0) return terms.length === 2 ? notRemoved(terms[0]!, terms[1]!) : undefined
  const { steps } = unchanged(terms[at]!)!
  const others = terms.filter((_, i) => i !== at)
  if (others.length === 0) return { steps, when: 'always' }
  return { steps, when: others.every((term) => isUnset(term, steps)) ? 'once-set' : 'some-updates' }
}

/** `self.a == oldSelf.a`, either way round; also with `has(self.a) &&` before. */
function unchanged(term: readonly Token[]): { steps: string[] } | undefined {
  const parts = split(term, '&&').map(unwrap)
  const equality = parts.at(-1)!
  if (parts.length > 1 && !parts.slice(0, -1).every((part) => isHas(part))) return undefined
  const sides = split(equality, '==')
  if (sides.length !== 2) return undefined
  const [left, right] = [chain(unwrap(sides[0]!)), chain(unwrap(sides[1]!))]
  if (!left || !right || left.of === right.of || left.steps.join('\0') !== right.steps.join('\0')) return undefined
  return { steps: left.steps }
}

function notRemoved(left: readonly Token[], right: readonly Token[]): Fixed | undefined {
  const [first, second] = left[0]?.text === '!' ? [left, right] : [right, left]
  const old = first[0]?.text === '!' ? hasArgument(first.slice(1)) : undefined
  const now = hasArgument(second)
  if (!old || !now || old.of !== 'oldSelf' || now.of !== 'self') return undefined
  return old.steps.join('\0') === now.steps.join('\0') ? { steps: now.steps, when: 'not-removed' } : undefined
}

/** `!has(oldSelf.a)`, `oldSelf.a == ''` and the like: it was not set. */
function isUnset(term: readonly Token[], steps: readonly string[]): boolean {
  const same = (read: Chain | undefined) => read?.of === 'oldSelf' && read.steps.join('\0') === steps.join('\0')
  if (term[0]?.text === '!') return same(hasArgument(term.slice(1)))
  const parts = split(term, '&&').map(unwrap)
  if (parts.length > 1) return parts.some((part) => isUnset(part, steps))
  const sides = split(term, '==').map(unwrap)
  if (sides.length !== 2) return false
  const [a, b] = sides as [readonly Token[], readonly Token[]]
  const empty = (side: readonly Token[]) =>
    side.length === 1 && (side[0]!.kind === 'number' || (side[0]!.kind === 'string' && side[0]!.text === ''))
  return (empty(a) && same(chain(b))) || (empty(b) && same(chain(a)))
}

interface Chain {
  of: 'self' | 'oldSelf'
  steps: string[]
}

/** Exactly `self.a.b` or `oldSelf.a.b`. */
function chain(tokens: readonly Token[]): Chain | undefined {
  const of = tokens[0]?.kind === 'name' ? tokens[0].text : undefined
  if ((of !== 'self' && of !== 'oldSelf') || tokens.length % 2 === 0) return undefined
  const steps: string[] = []
  for (let i = 1; i < tokens.length; i += 2) {
    const [dot, name] = [tokens[i]!, tokens[i + 1]!]
    if (dot.text !== '.' || dot.kind !== 'symbol' || name.kind !== 'name') return undefined
    steps.push(unescapeName(name.text))
  }
  return { of, steps }
}

function isHas(tokens: readonly Token[]): boolean {
  return hasArgument(tokens[0]?.text === '!' ? tokens.slice(1) : tokens) !== undefined
}

function hasArgument(tokens: readonly Token[]): Chain | undefined {
  const isCall = tokens[0]?.text === 'has' && tokens[1]?.text === '(' && tokens.at(-1)?.text === ')'
  return isCall ? chain(tokens.slice(2, -1)) : undefined
}

/** Parts between an operator that stands in no bracket. */
function split(tokens: readonly Token[], operator: string): Token[][] {
  const out: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'symbol') {
      if ('([{'.includes(token.text)) depth++
      else if (')]}'.includes(token.text)) depth--
      else if (depth === 0 && token.text === operator) {
        out.push([])
        continue
      }
    }
    out.at(-1)!.push(token)
  }
  return out
}

/** Without brackets around the whole. */
function unwrap(tokens: readonly Token[]): readonly Token[] {
  const pairs = partners(tokens)
  let from = 0
  let to = tokens.length
  while (tokens[from]?.text === '(' && tokens[from]?.kind === 'symbol' && pairs.get(from) === to - 1) {
    from++
    to--
  }
  return from === 0 ? tokens : tokens.slice(from, to)
}
