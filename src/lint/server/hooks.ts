import type { Value } from '../../model/value.ts'
import type { Cause } from '../../validation/cause.ts'
import type { SchemaProps } from './types.ts'

/** What compiling one entry of x-kubernetes-validations yields. Upstream: schema/cel/compilation.go CompilationResult. */
export interface CompiledRule {
  /** Estimated cost of one evaluation: uint64. */
  maxCost: bigint
  /** How often it may run at most, when no ancestor bounds it: uint64. */
  maxCardinality: bigint
  error: { type: 'required' | 'invalid'; detail: string } | undefined
  messageExpressionError: string | undefined
  /** undefined when there is no messageExpression. */
  messageExpressionMaxCost: bigint | undefined
  usesOldSelf: boolean
}

/** What the rules about CustomResourceDefinitions need of CEL. */
export interface Hooks {
  /**
   * Compiles the rules of a schema node.
   * @param isRoot the root of a resource, embedded ones included: `apiVersion`, `kind` and `metadata` are there
   * @param stored says of a rule or a message expression whether the old CRD has it
   * @returns one result a rule; or why the node has no type
   */
  compileRules?(
    schema: SchemaProps,
    isRoot: boolean,
    stored: StoredExpressions,
  ): CompiledRule[] | { internalError: string }
  /**
   * Runs the rules of a schema node and of what is below over a default, once with the default as oldSelf and once
   * without one. Fields and paths of the causes begin below the default.
   * @param budget what evaluations may still cost
   */
  evaluateDefault?(
    schema: SchemaProps,
    isRoot: boolean,
    value: Value,
    budget: number,
  ): {
    causes: Cause[]
    budget: number
  }
}

export interface StoredExpressions {
  rules: ReadonlySet<string>
  messageExpressions: ReadonlySet<string>
}
