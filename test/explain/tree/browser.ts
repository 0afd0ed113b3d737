import { type ExplainOptions, explain } from '../../../src/explain/explain.ts'
import { plainStyle } from '../../../src/explain/style.ts'
import type { Action } from '../../../src/explain/tree/action.ts'
import { searchText, statusText, titleText } from '../../../src/explain/tree/bar-text.ts'
import { helpLines } from '../../../src/explain/tree/help.ts'
import { unicode } from '../../../src/explain/tree/look.ts'
import { reduce } from '../../../src/explain/tree/reduce.ts'
import { detailTexts, rowTexts } from '../../../src/explain/tree/row-text.ts'
import { initialState, type Start, type State } from '../../../src/explain/tree/state.ts'
import { subjectOf } from '../../../src/explain/tree/subject.ts'
import { displayWidth } from '../../../src/model/display-width.ts'
import { newestVersion } from '../../../src/model/server-version.ts'
import type { CRD } from '../../../src/schema/crd.ts'

/** A tree as `explain -i` begins with it. */
export function begin(
  crds: readonly CRD[],
  argument = '',
  { options = {}, ...start }: Partial<Start> & { options?: ExplainOptions } = {},
): State {
  const explained = explain(crds, argument, options)
  if ('error' in explained) throw new Error(explained.error)
  return initialState({
    subject: subjectOf(explained, newestVersion),
    look: { style: plainStyle, glyphs: unicode },
    size: { columns: 80, rows: 24 },
    node: explained.node,
    isOpen: false,
    message: '',
    ...start,
  })
}

export function press(state: State, ...actions: readonly (Action | Action['type'])[]): State {
  return actions.reduce<State>(
    (at, action) => reduce(at, typeof action === 'string' ? ({ type: action } as Action) : action),
    state,
  )
}

/** The rows in sight, without spaces at their ends. */
export function rowsOf(state: State): string[] {
  return rowTexts(state).map((text) => text.trimEnd())
}

/** What must hold of every state. Says what does not. */
export function broken(state: State): string[] {
  const { rows, selected, top, layout, details, scrolled, size } = state
  const { tree } = layout
  const texts = rowTexts(state)
  const bars = [titleText(state), searchText(state), statusText(state)]
  const [read, pane] = state.mode === 'help' ? [helpLines(size.columns), layout.body] : [details.lines, layout.details]
  const wide = (lines: readonly string[], columns: number) => lines.filter((line) => displayWidth(line) > columns)
  const laws: [boolean, string][] = [
    [rows.length > 0 && rows[0]!.level === 0, 'it begins with the resource'],
    [selected >= 0 && selected < rows.length, 'one is on a row'],
    [selected >= top && selected < top + tree.rows, 'which is in sight'],
    [top === 0 || top + tree.rows <= rows.length, 'no empty space below while there are rows above'],
    [texts.length === Math.min(tree.rows, rows.length - top), 'only what is in sight is drawn'],
    [layout.isTooSmall || texts.filter((text) => text.startsWith('>')).length === 1, 'one row is marked'],
    [wide(texts, tree.columns).length === 0, 'rows fit'],
    [layout.isTooSmall || wide(details.lines, layout.details.columns).length === 0, 'details fit'],
    [layout.isTooSmall || wide(bars, size.columns).length === 0, 'bars fit'],
    [layout.isTooSmall || wide(helpLines(size.columns), size.columns).length === 0, 'the help fits'],
    [scrolled >= 0 && scrolled <= Math.max(0, read.length - pane.rows), 'nothing is scrolled past its end'],
    [!/[\p{Cc}\p{Cf}]/u.test([...texts, ...detailTexts(state), ...bars].join('')), 'nothing a terminal acts on'],
    [
      rows.every(
        (row, i) => i === 0 || (row.level >= 1 && row.level <= rows[i - 1]!.level + Number(rows[i - 1]!.isOpen)),
      ),
      'fields stand below what is open',
    ],
  ]
  return laws.flatMap(([holds, words]) => (holds ? [] : words))
}
