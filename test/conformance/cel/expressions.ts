import type { Environment } from '../../../src/cel/environment.ts'
import { listOf, mapOf, optionalOf, type Type, types } from '../../../src/cel/types.ts'
import { below, chance, pick, type Random } from '../mutate/random.ts'

/** What an expression may name. */
interface Variable {
  text: string
  type: Type
}

/** Makes expressions of wanted types, most of which compile; dynamic values make wrong types come up at run time. */
export class Expressions {
  readonly #random: Random
  readonly #environment: Environment
  readonly #variables: readonly Variable[]
  #names = 0

  /** @param names of properties, as CEL knows them */
  constructor(random: Random, environment: Environment, self: Type, old: Type | undefined, names: readonly string[]) {
    this.#random = random
    this.#environment = environment
    this.#variables = [...reachable('self', self, names, 2), ...(old ? reachable('oldSelf', old, names, 1) : [])]
  }

  /** A rule, now and then with a slip of the pen. */
  rule(): string {
    const text = this.#make(types.bool, 2 + below(this.#random, 3), [])
    return chance(this.#random, 0.12) ? this.#slip(text) : text
  }

  /** An expression whose result is a string. */
  message(): string {
    return this.#make(types.string, 1 + below(this.#random, 3), [])
  }

  #slip(text: string): string {
    const tokens = text.match(/\s+|\w+|"(?:[^"\\]|\\.)*"|\W/g) ?? []
    const at = below(this.#random, tokens.length)
    const others = [
      '(',
      ')',
      '.',
      ',',
      '?',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&&',
      '!',
      '-',
      '==',
      'in',
      'null',
      '1',
      'x',
      ' ',
      '\n',
      '.?',
      '[?',
      '@',
      '`',
      '=',
      '|',
      'é',
    ]
    const kind = below(this.#random, 3)
    if (kind === 0) tokens.splice(at, 1)
    else if (kind === 1) tokens.splice(at, 0, pick(this.#random, others))
    else tokens[at] = pick(this.#random, others)
    return tokens.join('')
  }

  #make(wanted: Type, depth: number, locals: readonly Variable[]): string {
    const random = this.#random
    if (chance(random, 0.05)) return `dyn(${this.#make(this.#anyType(1), depth - 1, locals)})`
    if (chance(random, 0.008)) return this.#make(this.#anyType(1), depth, locals)
    const type = wanted.kind === 'dyn' || wanted.kind === 'param' ? this.#anyType(1) : wanted
    if (depth <= 0) return this.#leaf(type, locals)
    const roll = random()
    if (roll < 0.12) return this.#leaf(type, locals)
    if (roll < 0.18) {
      const [a, b, c] = [types.bool, type, type].map((t) => this.#make(t, depth - 1, locals))
      return `(${a} ? ${b} : ${c})`
    }
    if (roll < 0.36) {
      const macro = this.#macro(type, depth, locals)
      if (macro !== undefined) return macro
    }
    return this.#call(type, depth, locals) ?? this.#leaf(type, locals)
  }

  #leaf(type: Type, locals: readonly Variable[]): string {
    const fitting = [...this.#variables, ...locals].filter((v) => same(v.type, type))
    const mine = locals.filter((v) => same(v.type, type))
    if (mine.length > 0 && chance(this.#random, 0.6)) return pick(this.#random, mine).text
    if (fitting.length > 0 && chance(this.#random, 0.75)) return pick(this.#random, fitting).text
    return this.#literal(type, locals)
  }

  #literal(type: Type, locals: readonly Variable[]): string {
    const random = this.#random
    switch (type.kind) {
      case 'bool':
        return pick(random, ['true', 'false'])
      case 'int':
        return pick(random, ['0', '1', '2', '3', '-1', '10', '9223372036854775807', '0x1F'])
      case 'uint':
        return pick(random, ['0u', '1u', '2u', '18446744073709551615u'])
      case 'double':
        return pick(random, ['0.0', '1.0', '1.5', '-2.25', '1e300', '1e-7', '(0.0 / 0.0)'])
      case 'string':
        return pick(random, [
          "'a'",
          "''",
          "'b'",
          '"abc"',
          "'é'",
          "'😀'",
          "'1'",
          "'%s-%d'",
          "'^a'",
          "'10.0.0.1'",
          "'10.0.0.0/8'",
          "'1.2.3'",
          "'5s'",
          "'https://a.b:80/c?d=e'",
          "'1Gi'",
          "r'\\d+'",
          "'2020-01-01T00:00:00Z'",
          "','",
          "'('",
          "'%.2f %s'",
          "'UTC'",
          "'-02:30'",
        ])
      case 'bytes':
        return pick(random, ["b'a'", "b'abc'", "b''", "b'\\xff'"])
      case 'null':
        return 'null'
      case 'timestamp':
        return pick(random, [
          "timestamp('2020-01-01T00:00:00Z')",
          'timestamp(0)',
          "timestamp('2021-05-06T07:08:09.5+01:00')",
        ])
      case 'duration':
        return pick(random, ["duration('1s')", "duration('1h')", "duration('-5ms')", "duration('1x')"])
      case 'list':
        return `[${this.#some(() => this.#leaf(type.params[0]!, locals)).join(', ')}]`
      case 'map':
        return `{${this.#some(() => `${this.#leaf(type.params[0]!, locals)}: ${this.#leaf(type.params[1]!, locals)}`)
          .slice(0, 1)
          .join(', ')}}`
      case 'optional':
        return chance(random, 0.3) ? 'optional.none()' : `optional.of(${this.#leaf(type.params[0]!, locals)})`
      case 'type':
        return chance(random, 0.5)
          ? pick(random, [
              'int',
              'string',
              'bool',
              'list',
              'map',
              'null_type',
              'bytes',
              'google.protobuf.Timestamp',
              'net.IP',
              'optional_type',
            ])
          : `type(${this.#leaf(this.#anyType(1), locals)})`
      case 'opaque':
        return opaques[type.name] ?? 'null'
      default:
        return pick(random, ['self', 'self.ios', 'self.o'])
    }
  }

  #some(make: () => string): string[] {
    return Array.from({ length: below(this.#random, 4) }, make)
  }

  #anyType(depth: number): Type {
    const simple: Type[] = [
      types.bool,
      types.int,
      types.int,
      types.uint,
      types.double,
      types.string,
      types.string,
      types.bytes,
      types.timestamp,
      types.duration,
      types.null,
    ]
    if (depth > 0 && chance(this.#random, 0.3)) {
      const inner = this.#anyType(depth - 1)
      return pick(this.#random, [listOf(inner), listOf(inner), mapOf(types.string, inner), optionalOf(inner)])
    }
    if (chance(this.#random, 0.15))
      return {
        kind: 'opaque',
        name: pick(this.#random, ['kubernetes.Quantity', 'kubernetes.URL', 'net.IP', 'net.CIDR', 'kubernetes.Semver']),
        params: [],
      }
    if (chance(this.#random, 0.05)) return pick(this.#random, this.#variables).type
    return pick(this.#random, simple)
  }

  #macro(type: Type, depth: number, locals: readonly Variable[]): string | undefined {
    const random = this.#random
    const overMap = chance(random, 0.25)
    const inner = this.#anyType(0)
    const element = overMap ? types.string : inner
    const range = this.#make(overMap ? mapOf(types.string, inner) : listOf(inner), depth - 1, locals)
    const x = chance(random, 0.05) ? 'x' : `v${this.#names++}`
    const y = `v${this.#names++}`
    const one = [...locals, { text: x, type: element }]
    const two = [...locals, { text: x, type: overMap ? types.string : types.int }, { text: y, type: inner }]
    const body = (of: Type, scope: readonly Variable[]) => this.#make(of, depth - 1, scope)
    if (type.kind === 'bool') {
      const name = pick(random, ['all', 'exists', 'exists_one'])
      if (chance(random, 0.3)) return `${range}.${name}(${x}, ${y}, ${body(types.bool, two)})`
      if (chance(random, 0.2)) {
        const selections = [...this.#variables, ...locals].filter((v) => /\.\w+$/.test(v.text))
        if (selections.length > 0) return `has(${pick(random, selections).text})`
      }
      return `${range}.${name}(${x}, ${body(types.bool, one)})`
    }
    if (type.kind === 'list') {
      const result = type.params[0]!
      switch (below(random, 5)) {
        case 3:
          return `${this.#make(type, depth - 1, locals)}.sortBy(${x}, ${body(this.#anyType(0), [...locals, { text: x, type: result }])})`
        case 0:
          return `${range}.map(${x}, ${body(result, one)})`
        case 1:
          return `${range}.map(${x}, ${body(types.bool, one)}, ${body(result, one)})`
        case 2:
          return `${range}.transformList(${x}, ${y}, ${body(result, two)})`
        default:
          return `${this.#make(type, depth - 1, locals)}.filter(${x}, ${body(types.bool, [...locals, { text: x, type: result }])})`
      }
    }
    if (type.kind === 'map' && type.params[0]!.kind === 'string')
      return `${range}.transformMap(${x}, ${y}, ${body(type.params[1]!, two)})`
    if (type.kind === 'optional') {
      const from = optionalOf(inner)
      const scope = [...locals, { text: x, type: inner }]
      return chance(random, 0.5)
        ? `${this.#make(from, depth - 1, locals)}.optMap(${x}, ${body(type.params[0]!, scope)})`
        : `${this.#make(from, depth - 1, locals)}.optFlatMap(${x}, ${body(type, scope)})`
    }
    return undefined
  }

  #call(type: Type, depth: number, locals: readonly Variable[]): string | undefined {
    const random = this.#random
    for (let attempt = 0; attempt < 30; attempt++) {
      const [name, overloads] = pick(random, [...this.#environment.functions])
      if (/^@(?!in$)|\.@|not_strictly|\?_:/.test(name)) continue
      const { overload, args, result } = pick(random, overloads)
      const bound = new Map<string, Type>()
      if (!match(result, type, bound)) continue
      if (result.kind === 'param' && chance(random, 0.5)) continue
      const given = args.map((arg) => this.#make(this.#fill(arg, bound), depth - 1, locals))
      // Upstream makes as long a list as it is told to.
      if (name === 'lists.range') return `lists.range(${below(random, 5)})`
      if (name === '_?._') return `${given[0]}.?${pick(random, ['s', 'n', 'a'])}`
      return render(name, overload.member, given)
    }
    return undefined
  }

  #fill(type: Type, bound: Map<string, Type>): Type {
    if (type.kind === 'param') {
      const known = bound.get(type.name) ?? this.#anyType(0)
      bound.set(type.name, known)
      return known
    }
    return type.params.length === 0 ? type : { ...type, params: type.params.map((p) => this.#fill(p, bound)) }
  }
}

const opaques: Record<string, string | undefined> = {
  'kubernetes.Quantity': "quantity('1Gi')",
  'kubernetes.URL': "url('https://a.b:80/c')",
  'kubernetes.Semver': "semver('1.2.3')",
  'kubernetes.NamedFormat': 'format.dns1123Label()',
  'net.IP': "ip('10.0.0.1')",
  'net.CIDR': "cidr('10.0.0.0/8')",
}

function render(name: string, member: boolean, args: readonly string[]): string {
  const infix = /^_(.+)_$/.exec(name)?.[1]
  const [a, b] = args
  if (name === '_[_]') return `${a}[${b}]`
  if (name === '_[?_]') return `${a}[?${b}]`
  if (name === '@in') return `(${a} in ${b})`
  if (name === '!_') return `!(${a})`
  if (name === '-_') return `-(${a})`
  if (infix !== undefined) return `(${a} ${infix} ${b})`
  return member ? `${a}.${name}(${args.slice(1).join(', ')})` : `${name}(${args.join(', ')})`
}

function match(pattern: Type, type: Type, bound: Map<string, Type>): boolean {
  if (pattern.kind === 'param') {
    const known = bound.get(pattern.name)
    if (known) return same(known, type)
    bound.set(pattern.name, type)
    return true
  }
  if (pattern.kind !== type.kind || pattern.name !== type.name) return false
  return (
    pattern.params.length === type.params.length && pattern.params.every((p, i) => match(p, type.params[i]!, bound))
  )
}

function same(a: Type, b: Type): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.params.length === b.params.length &&
    a.params.every((p, i) => same(p, b.params[i]!))
  )
}

/** What can be selected of a variable, by names that may be there. */
function reachable(text: string, type: Type, names: readonly string[], depth: number): Variable[] {
  const out: Variable[] = [{ text, type }]
  if (depth === 0) return out
  for (const name of names) {
    const field = type.fields?.get(name)
    if (field) out.push(...reachable(`${text}.${name}`, field, names, depth - 1))
  }
  return out
}
