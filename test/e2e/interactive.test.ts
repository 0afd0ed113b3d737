import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, jest, test } from '@jest/globals'
import { hostile } from '../explain/tree/hostile.ts'
import { scenarios } from '../tui/scenarios.ts'
import { crd, root } from './cli.ts'
import { golden } from './golden.ts'
import { endTmux, hasTmux, Tmux } from './tmux.ts'

jest.setTimeout(60_000)

const scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-tree-'))
afterAll(() => {
  endTmux()
  rmSync(scratch, { recursive: true, force: true })
})

const withTmux = hasTmux()
if (!withTmux) console.warn('skipped: tmux is not installed; test/tui shows the same screens without a terminal')
const real = withTmux ? describe : describe.skip

const widgets = 'test/explain/widgets.yaml'
const explain = (words: string) => `clear; bin/kubectl-crd explain -i --color never ${words}; echo status $?`

real('the same screens in a real terminal', () => {
  test.each(scenarios)('$name', async ({ columns, rows, file = widgets, argument = '', steps }) => {
    const terminal = new Tmux(columns, rows)
    await terminal.run(explain(`${argument} -f ${file}`))
    await terminal.shows(/to search/)
    for (const step of steps) {
      if (typeof step === 'string') await terminal.type(step)
      else if ('columns' in step) terminal.resize(step.columns, step.rows)
      else {
        const expected = golden(`tree/${step.screen}.txt`)
        // Without terminals that are none, the screens are written by test/tui.
        if (expected !== undefined) expect(await terminal.shows(expected)).toBe(expected)
      }
    }
    await terminal.type('\x03')
    expect(await terminal.shows(/status 0/)).toMatch(/status 0/)
    terminal.end()
  })
})

/** Something that goes wrong when SIGUSR2 comes. */
const onSignal = (work: string) =>
  `NODE_OPTIONS='--import=data:text/javascript,${encodeURIComponent(`process.on("SIGUSR2",()=>{${work}})`)}'`

real('the terminal is as it was before', () => {
  const pid = join(scratch, 'pid')
  const kill = (signal: string) => () => process.kill(Number(readFileSync(pid, 'utf8')), signal)
  test.each<[string, string, RegExp, (terminal: Tmux) => unknown]>([
    ['q', '', /status 0/, (terminal) => terminal.type('q')],
    ['Escape', '', /status 0/, (terminal) => terminal.type('\x1b')],
    ['Ctrl-C', '', /status 0/, (terminal) => terminal.type('\x03')],
    ['Ctrl-C in a search', '', /status 0/, (terminal) => terminal.type('/x\x03')],
    ['SIGTERM', '', /status 143/, kill('SIGTERM')],
    ['SIGHUP', '', /status 129/, kill('SIGHUP')],
    ['SIGQUIT', '', /status 131/, kill('SIGQUIT')],
    [
      'an exception anywhere',
      onSignal('throw new Error("boom")'),
      /error: internal error: boom.*status 3/s,
      kill('SIGUSR2'),
    ],
    [
      'an exception in drawing',
      // The line between the panes is made with it.
      onSignal('Array.prototype.fill = () => { throw new Error("boom") }'),
      /error: internal error: boom.*status 3/s,
      async (terminal) => {
        kill('SIGUSR2')()
        for (let i = 0; i < 20 && !/status \d/.test(terminal.screen); i++) await terminal.type('j')
      },
    ],
    ['exit elsewhere', onSignal('process.exit(7)'), /status 7/, kill('SIGUSR2')],
  ])('%s', async (_, environment, end, act) => {
    const terminal = new Tmux(80, 24)
    const [before, after] = [join(scratch, 'before'), join(scratch, 'after')]
    await terminal.run(`stty -a > ${before}`)
    const { modes } = terminal
    const command = `${environment} bin/kubectl-crd explain -i -f ${widgets}`
    await terminal.run(`clear; sh -c 'echo $$ > ${pid}; exec "$@"' - env ${command}; echo status $?`)
    await terminal.shows(/q quit/)
    expect(terminal.modes).not.toBe(modes)
    await act(terminal)
    expect(await terminal.shows(end)).toMatch(end)
    expect(terminal.modes).toBe(modes)
    // Keys that came too late stand in the shell's line.
    await terminal.run(`\rstty -a > ${after}; echo $((6 * 7))`)
    await terminal.shows(/^(% )?42$/m)
    expect(readFileSync(after, 'utf8')).toBe(readFileSync(before, 'utf8'))
    terminal.end()
  })
})

real('stopped and continued', () => {
  test.each<[string, (terminal: Tmux, pid: number) => unknown]>([
    ['Ctrl-Z', (terminal) => terminal.type('\x1a')],
    ['SIGTSTP', (_, pid) => process.kill(pid, 'SIGTSTP')],
  ])('%s', async (_, stop) => {
    const terminal = new Tmux(80, 24)
    const pid = join(scratch, 'pid')
    await terminal.run(
      `sh -c 'echo $$ > ${pid}; exec bin/kubectl-crd explain -i -f ${widgets} --color never'; echo over`,
    )
    await terminal.shows(/q quit/)
    const { modes } = terminal
    await stop(terminal, Number(readFileSync(pid, 'utf8')))
    await terminal.shows(/Stopped/)
    await terminal.run('clear; stty -a')
    expect(await terminal.shows(/ echo /)).toMatch(/ icanon .* echo /s)
    await terminal.run('clear')
    expect(terminal.modes).not.toBe(modes)
    // Nobody tells who is stopped.
    terminal.resize(100, 20)
    for (let i = 0; i < 20 && !/^20 100$/m.test(terminal.screen); i++) await terminal.run('clear; stty size')
    await terminal.run('fg')
    const whole = /^Widget .*\n\/ to search\n>▾ Widget {2}Object {24}│(.*\n){18}$/
    expect(await terminal.shows(whole)).toMatch(whole)
    expect(terminal.modes).toBe(modes)
    await terminal.type('jjc')
    expect(await terminal.shows(/copied kind/)).toMatch(/copied kind/)
    terminal.end()
  })
})

real('other ways in and out', () => {
  test('a CRD from a pipe; keys come from the terminal', async () => {
    const terminal = new Tmux(80, 24)
    await terminal.run(`cat ${widgets} | bin/kubectl-crd explain -i -f - wg.spec.host; echo status $?`)
    await terminal.shows(/q quit/)
    await terminal.type('jc')
    expect(await terminal.shows(/copied/)).toMatch(/copied spec.labels/)
    await terminal.type('q')
    expect(await terminal.shows(/status 0/)).toMatch(/status 0/)
    terminal.end()
  })
  test('without node_modules', async () => {
    const folder = join(scratch, 'alone')
    mkdirSync(folder)
    cpSync(`${root}dist`, join(folder, 'dist'), { recursive: true })
    mkdirSync(join(folder, 'bin'))
    for (const name of ['kubectl-crd', 'run.cjs']) cpSync(`${root}bin/${name}`, join(folder, 'bin', name))
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
    symlinkSync(process.execPath, join(folder, 'node'))
    const terminal = new Tmux(80, 24)
    await terminal.run(`PATH=${folder}:$PATH ${folder}/bin/kubectl-crd explain -i -f ${widgets}`)
    expect(await terminal.shows(/q quit/)).toMatch(/^Widget/)
    terminal.end()
  })
  test('nobody is left when the terminal is closed', async () => {
    const terminal = new Tmux(80, 24)
    const pid = join(scratch, 'pid')
    await terminal.run(`sh -c 'echo $$ > ${pid}; exec bin/kubectl-crd explain -i -f ${widgets}'`)
    await terminal.shows(/q quit/)
    terminal.end()
    const isAlive = () => {
      try {
        return !/^State:\s+Z/m.test(readFileSync(`/proc/${readFileSync(pid, 'utf8').trim()}/status`, 'utf8'))
      } catch {
        return false
      }
    }
    for (let i = 0; i < 100 && isAlive(); i++) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(isAlive()).toBe(false)
  })
  test('hostile text leaves the layout alone', async () => {
    const file = join(scratch, 'hostile.yaml')
    writeFileSync(file, hostile.document.origin.text)
    const terminal = new Tmux(80, 24)
    await terminal.run(`bin/kubectl-crd explain -i -f ${file} -i`)
    await terminal.shows(/q quit/)
    const { modes } = terminal
    for (let i = 0; i < 18; i++) {
      await terminal.type('j]')
      const lines = terminal.screen.split('\n')
      expect(lines[0]).toMatch(/^Thing\\u001b\[2J/)
      expect(lines[1]).toBe('/ to search')
      expect(lines[23]).toMatch(/^\? help/)
      expect(terminal.modes).toBe(modes)
    }
    terminal.end()
  })
  test('NO_COLOR', async () => {
    const terminal = new Tmux(80, 24)
    await terminal.run(`NO_COLOR=1 bin/kubectl-crd explain -i -f ${widgets}`)
    await terminal.shows(/q quit/)
    expect(terminal.styled).not.toContain('\x1b')
    terminal.end()
  })
})

test.each([
  [
    'no terminal',
    [],
    'standard output is no terminal',
    'without -i it is printed; --recursive prints all fields below',
  ],
  ['another format', ['-o', 'json'], '-i has no json output', 'leave out -o, or -i'],
  ['a regular expression', ['--find', 'x'], '-i does not go with --find', 'press / in the tree'],
  ['levels', ['--max-depth', '2'], '-i does not go with --max-depth', 'leave out --max-depth, or -i'],
  ['no such field', ['wg.spec.hots'], 'field "hots" does not exist in spec', 'did you mean spec.host?'],
])('%s is said', (_, words, error, hint) => {
  const { status, out, err } = crd(['explain', '-i', '-f', widgets, ...words])
  expect([status, out, err]).toEqual([2, '', `error: ${error}\nhint: ${hint}\n`])
})
