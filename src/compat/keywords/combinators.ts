import type { Schema } from '../../schema/schema.ts'
import { canonical } from '../canonical.ts'
import type { Walk } from '../edit.ts'
import { kindsOf } from '../kinds.ts'
import { type Site, siteOf, withBranch } from '../site.ts'
import { plausibly } from '../values/plausible.ts'

const keywords = ['anyOf', 'oneOf', 'not'] as const
type Keyword = (typeof keywords)[number]

/** One anyOf, oneOf or not. What allOf holds belongs to the site already. */
interface Combinator {
  keyword: Keyword
  branches: readonly Schema[]
  owner: Schema
  text: string
}

/** The combinators of a site, each held against those of the other: the same, implied, or a matter for a search. */
export function compareCombinators(old: Site, now: Site, walk: Walk): void {
  for (const keyword of keywords) {
    const [before, after] = [combinators(old, keyword), combinators(now, keyword)]
    const known = new Set(before.map(({ text }) => text))
    const kept = new Set(after.map(({ text }) => text))
    const gone = before.filter(({ text, branches }) => !kept.has(text) && !isTypeSplit(branches, old))
    const more = after.filter(({ text, branches }) => !known.has(text) && !isTypeSplit(branches, now))
    if (gone.length === 0 && more.length === 0) continue
    const stricter = more.filter((each) => !isImplied(each, old, before, walk))
    const message = `${keyword} ${before.length === 0 ? 'added' : after.length === 0 ? 'removed' : 'changed'}`
    const places = {
      code: 'CRD2020',
      message,
      old: pathOf(gone[0] ?? before[0], old),
      new: pathOf(stricter[0] ?? more[0] ?? after[0], now),
    }
    if (stricter.length > 0) {
      const what = { kind: 'tightened', old, new: now, candidates: () => plausibly(old), all: false } as const
      walk.emit({ ...places, what })
    } else {
      const read = gone.every((each) => isImplied(each, now, after, walk)) ? 'compatible' : 'information'
      walk.emit({ ...places, what: { kind: 'relaxed', read } })
    }
  }
}

function combinators(site: Site, keyword: Keyword): Combinator[] {
  return site.parts.flatMap((owner) => {
    const branches = keyword === 'not' ? (owner.not ? [owner.not] : []) : owner[keyword]
    if (branches.length === 0) return []
    return [{ keyword, branches, owner, text: branches.map(canonical).sort().join('\n') }]
  })
}

function isImplied({ keyword, branches }: Combinator, site: Site, known: readonly Combinator[], walk: Walk): boolean {
  switch (keyword) {
    case 'not':
      return known.some((each) => walk.implies(siteOf(branches[0]!), siteOf(each.branches[0]!)))
    case 'anyOf':
      return (
        isTypeSplit(branches, site) ||
        known.some((each) => each.branches.every((branch) => isOneOf(withBranch(site, branch), branches, walk)))
      )
    default:
      return false
  }
}

function isOneOf(site: Site, branches: readonly Schema[], walk: Walk): boolean {
  return branches.some((branch) => walk.implies(site, siteOf(branch)))
}

/** `anyOf: [{type: integer}, {type: string}]`, as integers or strings have it. */
function isTypeSplit(branches: readonly Schema[], site: Site): boolean {
  if (!branches.every((branch) => Object.keys(branch.raw).length === 1 && branch.type !== '')) return false
  const allowed = branches.map((branch) => kindsOf(siteOf(branch))).reduce((all, some) => all.union(some))
  return kindsOf(site).isSubsetOf(allowed)
}

function pathOf(combinator: Combinator | undefined, site: Site) {
  return combinator ? [...combinator.owner.path, combinator.keyword] : site.own.path
}
