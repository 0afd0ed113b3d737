import type { Key } from 'ink'
import type { Action } from '../explain/tree/action.ts'
import type { State } from '../explain/tree/state.ts'

/** What a key may ask for: a change of the state, or something to be done to the terminal. */
export type Request = Action | { type: 'copy' } | { type: 'stop' } | { type: 'redraw' }

const plain: Readonly<Record<string, Request>> = {
  k: { type: 'move', by: -1 },
  j: { type: 'move', by: 1 },
  l: { type: 'into' },
  h: { type: 'out' },
  ' ': { type: 'toggle' },
  '\r': { type: 'toggle' },
  '\n': { type: 'toggle' },
  '*': { type: 'open-all' },
  g: { type: 'first' },
  G: { type: 'last' },
  '[': { type: 'scroll', by: -1, unit: 'page' },
  ']': { type: 'scroll', by: 1, unit: 'page' },
  '\t': { type: 'scroll', by: 1, unit: 'page' },
  K: { type: 'scroll', by: -1, unit: 'line' },
  J: { type: 'scroll', by: 1, unit: 'line' },
  '/': { type: 'search' },
  n: { type: 'next', by: 1 },
  N: { type: 'next', by: -1 },
  r: { type: 'rule' },
  v: { type: 'version' },
  c: { type: 'copy' },
  '?': { type: 'help' },
  q: { type: 'quit' },
}

const withControl: Readonly<Record<string, Request>> = {
  c: { type: 'quit' },
  z: { type: 'stop' },
  l: { type: 'redraw' },
  d: { type: 'page', by: 0.5 },
  u: { type: 'page', by: -0.5 },
  f: { type: 'page', by: 1 },
  b: { type: 'page', by: -1 },
}

type Named = readonly [name: keyof Key, request: Request]

const named: readonly Named[] = [
  ['escape', { type: 'escape' }],
  ['upArrow', { type: 'move', by: -1 }],
  ['downArrow', { type: 'move', by: 1 }],
  ['rightArrow', { type: 'into' }],
  ['leftArrow', { type: 'out' }],
  ['pageUp', { type: 'page', by: -1 }],
  ['pageDown', { type: 'page', by: 1 }],
  ['home', { type: 'first' }],
  ['end', { type: 'last' }],
]

const namedInSearch: readonly Named[] = [
  ['escape', { type: 'escape' }],
  ['backspace', { type: 'erase' }],
  ['delete', { type: 'erase' }],
  ['upArrow', { type: 'next', by: -1 }],
  ['downArrow', { type: 'next', by: 1 }],
]

/**
 * What keys ask for, one after the other. Characters come several at once when they are pressed faster than read, and what
 * one means depends on the mode that the one before it led to.
 * @param input the characters, '' for a key that has none
 * @param mode of the moment, asked again before each
 */
export function* requestsOf(input: string, key: Partial<Key>, mode: () => State['mode']): Generator<Request> {
  if (key.ctrl) {
    const request = mode() === 'search' && input === 'u' ? ({ type: 'erase-all' } as const) : withControl[input]
    if (request) yield request
    return
  }
  const request = (mode() === 'search' ? namedInSearch : named).find(([name]) => key[name])?.[1]
  if (request) return yield inMode(request, mode())
  let rest = key.return ? '\r' : key.tab ? (key.shift ? '[' : '\t') : input
  while (rest !== '') {
    const isTyped = mode() === 'search'
    const [taken] = (isTyped ? /^[\r\n]|^[^\r\n]+/ : /^./su).exec(rest)!
    rest = rest.slice(taken.length)
    if (isTyped) yield typed(taken)
    else if (Object.hasOwn(plain, taken)) yield inMode(plain[taken]!, mode())
  }
}

function typed(text: string): Request {
  return /^[\r\n]/.test(text) ? { type: 'accept' } : { type: 'type', text: text.replace(/\p{C}/gu, '') }
}

/** In the help, keys scroll it or close it. */
function inMode(request: Request, mode: State['mode']): Request {
  return mode !== 'help' || request.type === 'move' || request.type === 'page' ? request : { type: 'escape' }
}
