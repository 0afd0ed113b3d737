import type { Action } from '../../../src/explain/tree/action.ts'
import { reduce } from '../../../src/explain/tree/reduce.ts'
import type { CRD } from '../../../src/schema/crd.ts'
import { below, pick, type Random } from '../../conformance/mutate/random.ts'
import { begin, broken } from './browser.ts'

const words = ['a', 'e', 'na', 'spec.', 'type', ' ', '[', '日', '\u0301', 'zzz']

function anyAction(random: Random): Action {
  const by = pick(random, [-1, 1] as const)
  return pick<() => Action>(random, [
    () => ({ type: 'move', by: by * pick(random, [1, 1, 1, 3, 1000]) }),
    () => ({ type: 'page', by: by * pick(random, [0.5, 1]) }),
    () => ({ type: pick(random, ['first', 'last', 'into', 'into', 'out', 'toggle', 'open-all'] as const) }),
    () => ({ type: 'scroll', by, unit: pick(random, ['line', 'page'] as const) }),
    () => ({ type: 'search' }),
    () => ({ type: 'type', text: pick(random, words) }),
    () => ({ type: pick(random, ['erase', 'erase-all', 'accept'] as const) }),
    () => ({ type: 'next', by }),
    () => ({ type: pick(random, ['rule', 'rule', 'version', 'help', 'escape'] as const) }),
    () => ({ type: 'resize', size: { columns: 1 + below(random, 200), rows: 1 + below(random, 60) } }),
  ])()
}

/** Presses keys at random, and says after which of them something did not hold. */
export function walk(crds: readonly CRD[], random: Random, steps: number): string[] {
  let state = begin(crds)
  const done: Action[] = []
  for (let i = 0; i < steps; i++) {
    const action = anyAction(random)
    done.push(action)
    state = reduce(state, action)
    const wrong = broken(state)
    if (wrong.length > 0) return [...wrong, JSON.stringify(done)]
  }
  return []
}
