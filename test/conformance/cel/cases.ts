import { tests as checking } from '@bufbuild/cel-spec/testdata/checking.js'
import { tests as comprehensions } from '@bufbuild/cel-spec/testdata/comprehension.js'
import { tests as conformance } from '@bufbuild/cel-spec/testdata/conformance.js'
import { tests as parsing } from '@bufbuild/cel-spec/testdata/parsing.js'
import type { SerializedIncrementalTestSuite } from '@bufbuild/cel-spec/testdata/tests.js'
import type { SpecDeclaration, SpecValue } from './spec-json.ts'

/** A case of cel-spec's conformance tests (cel.expr.conformance.test.SimpleTest), or of cel-go's own. */
export interface Case {
  /** `conformance/lists/index/zero_based`; of cel-go's the expression. */
  name: string
  expr: string
  typeEnv: readonly SpecDeclaration[]
  bindings: Readonly<Record<string, { value: SpecValue }>>
  container: string
  disableCheck: boolean
  checkOnly: boolean
  value: SpecValue | undefined
  /** Is an error expected? Which one is not part of the conformance tests. */
  fails: boolean
  /** The parsed expression as cel-go prints it, without the kinds of its nodes. */
  ast: string | undefined
  /** With types and references. */
  checkedAst: string | undefined
}

function flatten(suite: SerializedIncrementalTestSuite, path: string): Case[] {
  const own = (suite.tests ?? []).map(({ original, ast, checkedAst }): Case => {
    const { typedResult, ...test } = original as Partial<Case> & {
      expr: string
      evalError?: unknown
      typedResult?: { result?: SpecValue }
    }
    return {
      name: `${path}/${original.name ?? original.expr}`,
      expr: test.expr,
      typeEnv: test.typeEnv ?? [],
      bindings: test.bindings ?? {},
      container: test.container ?? '',
      disableCheck: test.disableCheck ?? false,
      checkOnly: test.checkOnly ?? false,
      value: test.value ?? typedResult?.result,
      fails: test.evalError !== undefined,
      ast: ast?.replace(/\^#\*expr\.\w+#/g, ''),
      checkedAst,
    }
  })
  return [...own, ...(suite.suites ?? []).flatMap((inner) => flatten(inner, `${path}/${inner.name}`))]
}

/** Every case there is, in order. */
export const cases: readonly Case[] = [conformance, checking, comprehensions, parsing].flatMap((suite) =>
  flatten(suite as SerializedIncrementalTestSuite, suite.name),
)
