import type { Schema, ValidationRule } from '../schema/schema.ts'
import type { Expr } from './ast.ts'
import { formatErrors } from './cel-error.ts'
import { check } from './check.ts'
import type { Checked } from './checked.ts'
import { compile, type Program } from './compile.ts'
import type { Environment } from './environment.ts'
import { InstantiationError } from './frame.ts'
import { parse } from './parse.ts'
import { schemaType } from './schema-type.ts'
import { optionalOf, type Type } from './types.ts'

/** One entry of x-kubernetes-validations, ready to run. */
export interface CompiledRule {
  rule: ValidationRule
  /** Undefined when `error` says why not, or when the rule is blank. */
  program: Program | undefined
  message: Program | undefined
  /** Does the rule compare with the old value? */
  usesOldSelf: boolean
  /** As the server words it. */
  error: string | undefined
  messageError: string | undefined
  checked: Checked | undefined
  checkedMessage: Checked | undefined
}

/**
 * Compiles the rules of a schema node. Upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/compilation.go.
 * @param isRoot the root of a resource, embedded ones too
 * @param name of the node's type, as messages show it
 * @returns undefined when the node has no type, so that no rule can see it
 */
export function compileRules(
  schema: Schema,
  isRoot: boolean,
  environment: Environment,
  name = rootTypeName,
): CompiledRule[] | undefined {
  const type = schemaType(schema, isRoot, name)
  if (!type) return undefined
  return schema.validations.map((rule) => compileRule(rule, type, environment))
}

/** Upstream numbers types at random. */
export const rootTypeName = 'selfType157650199'

function compileRule(rule: ValidationRule, type: Type, environment: Environment): CompiledRule {
  const none = { rule, program: undefined, message: undefined, usesOldSelf: false, messageError: undefined }
  const blank = { ...none, error: undefined, checked: undefined, checkedMessage: undefined }
  if (rule.rule.trim() === '') return blank
  const old = rule.optionalOldSelf ? optionalOf(type) : type
  const variables = new Map([
    ['self', type],
    ['oldSelf', old],
  ])
  const compiled = compileExpression(rule.rule, variables, environment)
  if ('error' in compiled) return { ...blank, error: `compilation failed: ${compiled.error}` }
  if (compiled.checked.result.kind !== 'bool') return { ...blank, error: 'cel expression must evaluate to a bool' }
  if ('why' in compiled) {
    const usesOldSelf = mentions(compiled.checked.expr, 'oldSelf')
    return { ...blank, usesOldSelf, error: `program instantiation failed: ${compiled.why}` }
  }
  const out: CompiledRule = {
    ...blank,
    program: compiled.program,
    checked: compiled.checked,
    usesOldSelf: mentions(compiled.checked.expr, 'oldSelf'),
  }
  if (rule.messageExpression.trim() === '') return out
  const message = compileExpression(rule.messageExpression, variables, environment)
  if ('error' in message) return { ...out, messageError: `messageExpression compilation failed: ${message.error}` }
  if (message.checked.result.kind !== 'string') {
    return { ...out, messageError: 'messageExpression must evaluate to a string' }
  }
  if ('why' in message) return { ...out, messageError: `messageExpression instantiation failed: ${message.why}` }
  return { ...out, message: message.program, checkedMessage: message.checked }
}

type CompiledExpression =
  | { program: Program; checked: Checked }
  | { error: string }
  /** It checks, but no program can be made of it. */
  | { checked: Checked; why: string }

/** Parses, checks and compiles one expression; the error is cel-go's whole text. */
export function compileExpression(
  source: string,
  variables: ReadonlyMap<string, Type>,
  environment: Environment,
): CompiledExpression {
  const parsed = parse(source, environment.minor)
  if (parsed.errors) return { error: formatErrors(source, parsed.errors) }
  const checked = check(parsed.expr, environment, variables)
  if (checked.errors) return { error: formatErrors(source, checked.errors) }
  try {
    return { program: compile(checked, environment, [...variables.keys()]), checked }
  } catch (error) {
    if (error instanceof InstantiationError) return { checked, why: error.message }
    throw error
  }
}

/** Does the expression read a variable of this name? */
export function mentions(expr: Expr, name: string): boolean {
  switch (expr.kind) {
    case 'ident':
      return expr.name === name
    case 'select':
      return mentions(expr.operand, name)
    case 'call':
      return [expr.target, ...expr.args].some((arg) => arg && mentions(arg, name))
    case 'list':
      return expr.elements.some((item) => mentions(item, name))
    case 'map':
      return expr.entries.some(({ key, value }) => mentions(key, name) || mentions(value, name))
    case 'fold': {
      const { range, init, condition, step, result } = expr
      return [range, init, condition, step, result].some((part) => mentions(part, name))
    }
    default:
      return false
  }
}
