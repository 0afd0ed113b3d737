import { type Constant, type Expr, operator } from '../../cel/ast.ts'
import type { Checked } from '../../cel/checked.ts'
import { compile, type Program } from '../../cel/compile.ts'
import { view } from '../../cel/data.ts'
import { environment } from '../../cel/environment.ts'
import { escapeName } from '../../cel/escape.ts'
import { InstantiationError } from '../../cel/frame.ts'
import { ListView } from '../../cel/list-view.ts'
import { ObjectView } from '../../cel/object-view.ts'
import { withTypeAndMeta } from '../../cel/schema-type.ts'
import { CelFailure, type CelValue, Optional } from '../../cel/value.ts'
import type { Path } from '../../model/path.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { type Dict, isDict, isList, newDict, type Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Budget } from '../budget.ts'
import { literalsOf } from './expression.ts'

/** A variable of a macro: what it stands for, and where in the object that is. */
export interface Binding {
  name: string
  value: CelValue
  /** Undefined for what is computed. */
  path: Path | undefined
  /** What it is short for, seen from outside of the macro. */
  short?: { expr: Expr; scope: Scope }
}

/** The innermost last. */
export type Scope = readonly Binding[]

/** Of one evaluation; a fraction of what the server allows, since there are many. */
const costLimit = 200_000
/** What any evaluation costs beside that. */
const evaluationCost = 20

/** A rule's expression and the value that it judges: parts of one can be evaluated on the other. */
export class Subject {
  readonly value: Value
  readonly schema: Schema
  readonly #isRoot: boolean
  readonly #checked: Checked
  readonly server: ServerVersion
  readonly #budget: Budget

  constructor(value: Value, schema: Schema, isRoot: boolean, checked: Checked, server: ServerVersion, budget: Budget) {
    this.value = value
    this.schema = isRoot ? withTypeAndMeta(schema) : schema
    this.#isRoot = isRoot
    this.#checked = checked
    this.server = server
    this.#budget = budget
  }

  /** All literals of the rule. */
  get literals(): readonly Constant[] {
    return literalsOf(this.#checked.expr)
  }

  /** The same with another value at a path; what contains it is made. */
  with(path: Path, value: Value): Subject {
    return new Subject(
      replaced(this.value, path, value),
      this.schema,
      this.#isRoot,
      this.#checked,
      this.server,
      this.#budget,
    )
  }

  evaluate(expr: Expr, scope: Scope): CelValue {
    const program = programOf(this.#checked, expr, scope, this.server)
    if (!program) return new CelFailure('no program')
    const self = view(this.value, this.schema, this.#isRoot)
    const values = scope.map((binding) => this.#bound(binding))
    const { value, cost } = program.run([self, Optional.none, ...values], costLimit)
    this.#budget.spend(cost + evaluationCost)
    return value
  }

  #bound({ path, short, value }: Binding): CelValue {
    if (path) return this.at(path)
    return short ? this.evaluate(short.expr, short.scope) : value
  }

  /** The value at a path as rules see it. */
  at(path: Path): CelValue {
    const schema = this.schemaAt(path)
    const value = this.raw(path)
    if (!schema || value === undefined) return new CelFailure('no such key')
    return view(value, schema, this.#isRoot && path.length === 0)
  }

  raw(path: Path): Value | undefined {
    let value: Value | undefined = this.value
    for (const step of path) {
      value = isList(value) ? value[Number(step)] : isDict(value) ? value[String(step)] : undefined
    }
    return value
  }

  /** The schema that declares what stands at a path; undefined where nothing is declared. */
  schemaAt(path: Path): Schema | undefined {
    let schema: Schema | undefined = this.schema
    for (const step of path) {
      const values: Schema | boolean | undefined = schema?.additionalProperties
      schema =
        typeof step === 'number'
          ? schema?.items
          : (schema?.properties.get(step) ?? (typeof values === 'object' ? values : undefined))
      if (schema?.embeddedResource) schema = withTypeAndMeta(schema)
    }
    return schema
  }

  /** Where in the object the expression points to; undefined for what is computed. */
  pathOf(expr: Expr, scope: Scope): Path | undefined {
    switch (expr.kind) {
      case 'ident':
        return this.#variable(expr.name, scope)
      case 'select':
        return expr.testOnly ? undefined : this.below(this.pathOf(expr.operand, scope), expr.field)
      case 'call':
        return this.#callPath(expr, scope) ?? this.#known(expr, scope)
      case 'fold':
        return this.#known(expr, scope)
      default:
        return undefined
    }
  }

  /** A path and the name of a field as rules spell it. */
  below(path: Path | undefined, field: string): Path | undefined {
    const schema = path && this.schemaAt(path)
    if (!schema) return undefined
    if (schema.properties.size === 0) return [...path, field]
    const name = schema.properties.keys().find((key) => escapeName(key) === field || key === field)
    return name === undefined ? undefined : [...path, name]
  }

  #variable(name: string, scope: Scope): Path | undefined {
    const plain = name.replace(/^\./, '')
    const binding = scope.findLast((each) => each.name === plain)
    if (binding) return binding.path
    return plain === 'self' ? [] : undefined
  }

  #callPath(expr: Expr & { kind: 'call' }, scope: Scope): Path | undefined {
    const [first, second] = expr.args
    switch (expr.fn) {
      case operator.index:
      case operator.optIndex:
      case operator.optSelect: {
        const path = this.pathOf(first!, scope)
        const key = path && this.evaluate(second!, scope)
        if (typeof key === 'bigint') return [...path!, Number(key)]
        if (typeof key !== 'string') return undefined
        return expr.fn === operator.optSelect ? this.below(path, key) : [...path!, key]
      }
      case operator.conditional: {
        const chosen = this.evaluate(first!, scope)
        return typeof chosen === 'boolean' ? this.pathOf(expr.args[chosen ? 1 : 2]!, scope) : undefined
      }
      case 'orValue':
      case 'or':
      case 'value':
        return expr.target && this.pathOf(expr.target, scope)
      case 'dyn':
        return this.pathOf(first!, scope)
      default:
        return undefined
    }
  }

  /** What was computed may still be a part of the object, e.g. one that was filtered out of a list. */
  #known(expr: Expr, scope: Scope): Path | undefined {
    const value = this.evaluate(expr, scope)
    return value instanceof ObjectView || value instanceof ListView ? this.find(value) : undefined
  }

  find({ raw }: { raw: unknown }): Path | undefined {
    const todo: { value: Value; path: Path }[] = [{ value: this.value, path: [] }]
    for (let i = 0; i < todo.length && i < 2_000; i++) {
      const { value, path } = todo[i]!
      if (value === raw) return path
      if (isList(value)) value.forEach((item, at) => void todo.push({ value: item, path: [...path, at] }))
      else if (isDict(value))
        for (const key of Object.keys(value)) todo.push({ value: value[key]!, path: [...path, key] })
    }
    return undefined
  }
}

const programs = new WeakMap<Expr, Map<string, Program | undefined>>()

function programOf(checked: Checked, expr: Expr, scope: Scope, server: ServerVersion): Program | undefined {
  const names = scope.map(({ name }) => name)
  const key = names.join(' ')
  let known = programs.get(expr)
  if (!known) programs.set(expr, (known = new Map()))
  if (!known.has(key)) known.set(key, compiled({ ...checked, expr }, ['self', 'oldSelf', ...names], server))
  return known.get(key)
}

function compiled(checked: Checked, names: string[], server: ServerVersion): Program | undefined {
  try {
    return compile(checked, environment(server.minor), names)
  } catch (error) {
    if (error instanceof InstantiationError) return undefined
    throw error
  }
}

function replaced(root: Value | undefined, path: Path, value: Value): Value {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    const list: Value[] = isList(root) ? [...root] : []
    list[Math.min(step, list.length)] = replaced(list[step], rest, value)
    return list
  }
  const dict: Dict = Object.assign(newDict(), isDict(root) ? root : undefined)
  dict[step] = replaced(dict[step], rest, value)
  return dict
}
