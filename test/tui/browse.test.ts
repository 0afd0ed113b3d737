import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { PassThrough, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, jest, test } from '@jest/globals'
import type { FullScreen } from '../../src/cli/full-screen.ts'
import { explain } from '../../src/explain/explain.ts'
import { plainStyle, type Style } from '../../src/explain/style.ts'
import { unicode } from '../../src/explain/tree/look.ts'
import { initialState } from '../../src/explain/tree/state.ts'
import { subjectOf } from '../../src/explain/tree/subject.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { explainColors } from '../../src/report/explain-colors.ts'
import type { CRD } from '../../src/schema/crd.ts'
import { browse } from '../../src/tui/browse.ts'
import { root } from '../e2e/cli.ts'
import { expectGolden, golden } from '../e2e/golden.ts'
import { catalogOf, widgets } from '../explain/catalog.ts'
import { hostile } from '../explain/tree/hostile.ts'
import { scenarios } from './scenarios.ts'
import { VirtualTerminal } from './virtual-terminal.ts'

jest.setTimeout(60_000)

/** The tree on a terminal that is none, so that it can be tested anywhere. */
class Session {
  readonly terminal: VirtualTerminal
  readonly done: Promise<void>
  isRaw = false
  readonly #keys = new PassThrough()
  readonly #out: Writable & { columns: number; rows: number }
  readonly #resized = new EventEmitter()
  readonly #gone = Promise.withResolvers<void>()
  #stopped: (stopped: () => Promise<void>) => Promise<void> = async () => {}

  constructor(crds: readonly CRD[], columns: number, rows: number, argument = '', style: Style = plainStyle) {
    const terminal = new VirtualTerminal(columns, rows)
    this.terminal = terminal
    const sink = new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        terminal.write(chunk)
        done()
      },
    })
    this.#out = Object.assign(sink, { isTTY: true, columns, rows })
    const setRawMode = (isRaw: boolean) => {
      this.isRaw = isRaw
    }
    const screen: FullScreen = {
      keys: Object.assign(this.#keys, { isTTY: true, setRawMode, ref() {}, unref() {} }),
      out: this.#out,
      size: () => ({ columns: this.#out.columns, rows: this.#out.rows }),
      onResize: (listener) => {
        this.#resized.on('resize', listener)
        return () => this.#resized.off('resize', listener)
      },
      onStop: (listener) => {
        this.#stopped = listener
        return () => {}
      },
      stop: () => {
        void this.#stopped(async () => {
          this.terminal.write('stopped\x1b[2J\x1b[H')
        })
      },
      onLeave: () => {},
      gone: this.#gone.promise,
      leave: () => {},
    }
    const explained = explain(crds, argument)
    if ('error' in explained) throw new Error(explained.error)
    const { node } = explained
    const subject = subjectOf(explained, newestVersion)
    const look = { style, glyphs: unicode }
    this.done = browse(initialState({ subject, look, size: screen.size(), node, isOpen: false, message: '' }), screen)
  }

  /** Presses keys; a lone Escape is known for what it is after a while. */
  async press(keys: string): Promise<void> {
    this.#keys.write(keys)
    await wait(keys.endsWith('\x1b') ? 60 : 1)
  }

  resize(columns: number, rows: number): void {
    Object.assign(this.#out, { columns, rows })
    this.terminal.resize(columns, rows)
    this.#out.emit('resize')
    this.#resized.emit('resize')
  }

  hangUp(): void {
    this.#gone.resolve()
  }

  /** Waits until the screen is as it should be, or for as long as that may take. */
  async shows(expected: string | undefined | RegExp): Promise<string> {
    const isThere = () =>
      typeof expected === 'string' ? this.terminal.screen === expected : expected?.test(this.terminal.screen)
    for (let i = 0; i < (expected === undefined ? 20 : 200) && !isThere(); i++) await wait(20)
    return this.terminal.screen
  }
}

const read = (file: string) => readFileSync(`${root}${file}`, 'utf8')

describe.each(scenarios)('$name', ({ columns, rows, file, argument, steps }) => {
  test('screens', async () => {
    const session = new Session(file === undefined ? widgets : catalogOf(read(file)), columns, rows, argument)
    for (const step of steps) {
      if (typeof step === 'string') await session.press(step)
      else if ('columns' in step) session.resize(step.columns, step.rows)
      else expectGolden(`tree/${step.screen}.txt`, await session.shows(golden(`tree/${step.screen}.txt`)))
    }
    await session.press('\x03')
    await session.done
    expect(session.isRaw).toBe(false)
  })
})

test('docs/explain.md shows it as it is', () => {
  expect(read('docs/explain.md')).toContain(`\`\`\`\n${read('test/golden/tree/docs.txt')}\`\`\`\n`)
})

describe('hostile text', () => {
  // The terminal of this test throws at whatever it would act on.
  test.each([
    ['plain', plainStyle],
    ['in colours', explainColors()],
  ])('%s: cannot move the cursor, forge output or break the layout', async (_, style) => {
    const session = new Session([hostile], 80, 24, '', style)
    await session.press('*')
    for (let i = 0; i < 24; i++) await session.press('j]')
    await session.press('/e')
    await session.press('\r')
    for (const keys of ['n', 'n', 'N', 'r', 'r', 'v', 'G', 'g']) await session.press(keys)
    const lines = (await session.shows(undefined)).split('\n')
    expect(lines[0]).toMatch(/^Thing\\u001b\[2J/)
    // The line between the panes stands in one column.
    expect(new Set(lines.slice(2, 23).map((line) => [...line].indexOf('│')))).toEqual(new Set([33]))
    await session.press('q')
    await session.done
  })
})

test('the path is given to the clipboard', async () => {
  const session = new Session(widgets, 80, 24, 'wg.spec.ports.name')
  await session.press('c')
  expect(await session.shows(/copied/)).toContain('copied spec.ports[].name')
  expect(session.terminal.commands).toEqual([`52;c;${Buffer.from('spec.ports[].name').toString('base64')}`])
  await session.press('\x03')
  await session.done
})

test('keys that come all at once mean what they would one by one', async () => {
  const session = new Session(widgets, 80, 24)
  await session.press('/minrep\rc')
  expect(await session.shows(/copied/)).toContain('copied spec.minReplicas')
  await session.press('qqq')
  await session.done
})

test('after it was stopped, the screen is drawn again', async () => {
  const session = new Session(widgets, 80, 24)
  const before = await session.shows(/Widget/)
  await session.press('\x1a')
  expect(await session.shows(before)).toBe(before)
  session.terminal.write('\x1b[2J\x1b[Hsomething else')
  for (let i = 0; i < 3; i++) await session.press('\x0c')
  expect(await session.shows(before)).toBe(before)
  session.hangUp()
  await session.done
})
