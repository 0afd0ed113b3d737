/** What is typed into a tree, and the screens that are to be seen in between. */
export interface Scenario {
  name: string
  columns: number
  rows: number
  /** test/explain/widgets.yaml unless it says otherwise. */
  file?: string
  argument?: string
  /** Keys as a terminal sends them; a new size; the name of a screen that must be there then. */
  steps: readonly (string | { columns: number; rows: number } | { screen: string })[]
}

const down = '\x1b[B'
const right = '\x1b[C'

export const scenarios: readonly Scenario[] = [
  {
    name: 'opens, moves and opens more',
    ...{ columns: 80, rows: 24 },
    steps: [{ screen: 'root' }, down, down, down, right, right, { screen: 'metadata' }, '\x1b[F', { screen: 'end' }],
  },
  {
    name: 'begins at a field',
    ...{ columns: 110, rows: 30, argument: 'wg.spec.ports' },
    steps: [{ screen: 'ports' }, '*', 'G', ' ', { screen: 'all' }],
  },
  {
    name: 'searches',
    ...{ columns: 80, rows: 24 },
    steps: [
      '/',
      'p',
      'r',
      { screen: 'search' },
      'ot',
      '\r',
      'n',
      { screen: 'found' },
      '\x1b',
      '/nowhere',
      { screen: 'nowhere' },
    ],
  },
  {
    name: 'follows rules and versions',
    ...{ columns: 80, rows: 24, argument: 'wg.spec.replicas' },
    steps: [
      { screen: 'rules' },
      'r',
      'r',
      { screen: 'rule' },
      'r',
      'v',
      { screen: 'version' },
      'vr',
      { screen: 'back' },
    ],
  },
  {
    name: 'is as docs/explain.md shows it',
    ...{ columns: 96, rows: 15, argument: 'ct.spec.env', file: 'examples/crontab/crd.yaml' },
    steps: ['c', { screen: 'docs' }],
  },
  {
    name: 'is small, smaller and large',
    ...{ columns: 46, rows: 16, argument: 'wg.spec.host' },
    steps: [
      ...[{ screen: 'narrow' }, ']', { screen: 'scrolled' }, '?', { screen: 'help' }, '\x1b'],
      ...[{ columns: 20, rows: 6 }, { screen: 'too-small' }, { columns: 100, rows: 20 }, { screen: 'resized' }],
    ],
  },
]
