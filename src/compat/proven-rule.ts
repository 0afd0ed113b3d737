import { type Expr, operator } from '../cel/ast.ts'
import { escapeName } from '../cel/escape.ts'
import { parse } from '../cel/parse.ts'
import { keepsUnknown, keySite, propertySite, type Site } from './site.ts'

/** Is a rule true of every value that the old site takes, for its fields are there or are not? `false`: not proven. */
export function isProven(rule: string, old: Site, now: Site, minor: number): boolean {
  const { expr } = parse(rule, minor)
  return expr !== undefined && truth(expr, { old, now }) === true
}

interface Sites {
  old: Site
  now: Site
}

/** Undefined: it depends, or it may be an error; `true ||` and `false &&` stand whatever the other side is. */
function truth(expr: Expr, sites: Sites): boolean | undefined {
  if (expr.kind === 'const') return expr.constant.type === 'bool' ? expr.constant.value : undefined
  if (expr.kind === 'select') return expr.testOnly ? isThere(expr, sites) : undefined
  if (expr.kind !== 'call') return undefined
  const values = () => expr.args.map((arg) => truth(arg, sites))
  switch (expr.fn) {
    case operator.not: {
      const [value] = values()
      return value === undefined ? undefined : !value
    }
    case operator.or:
      return values().includes(true) ? true : values().every((value) => value === false) ? false : undefined
    case operator.and:
      return values().includes(false) ? false : values().every((value) => value === true) ? true : undefined
    case operator.conditional: {
      const [condition, yes, no] = values()
      return condition === undefined ? undefined : condition ? yes : no
    }
    default:
      return undefined
  }
}

/** `has(self.a.b)`: is it always there, or never? On the way all has to be there, for it would be an error. */
function isThere(expr: Expr & { kind: 'select' }, sites: Sites): boolean | undefined {
  const names = namesOf(expr)
  if (!names) return undefined
  let at: Sites | undefined = sites
  for (const [i, name] of names.entries()) {
    const is = at && presence(name, at)
    const isLast = i === names.length - 1
    if (isLast || is !== true) return isLast ? is : undefined
    at = below(name, at!)
  }
  return undefined
}

function presence(name: string, { old, now }: Sites): boolean | undefined {
  const fallback = propertySite(now, name)?.own.default ?? null
  if (fallback !== null && !propertySite(now, name)!.own.nullable) return true
  const site = keySite(old, name)
  // A null that is allowed stays, and is not there for a rule.
  if (site?.own.nullable) return undefined
  if (site) return isRequired(old, name) && propertySite(now, name) ? true : undefined
  return keepsUnknown(old) ? undefined : false
}

function isRequired({ parts }: Site, name: string): boolean {
  return parts.some((part) => part.required.includes(name))
}

function below(name: string, { old, now }: Sites): Sites | undefined {
  const [before, after] = [propertySite(old, name), propertySite(now, name)]
  return before && after && { old: before, now: after }
}

/** The properties of a chain from self. Names that are escaped are passed over. */
function namesOf(expr: Expr): string[] | undefined {
  if (expr.kind === 'ident') return expr.name === 'self' ? [] : undefined
  if (expr.kind !== 'select' || escapeName(expr.field) !== expr.field) return undefined
  const above = namesOf(expr.operand)
  return above && [...above, expr.field]
}
