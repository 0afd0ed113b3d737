import { describe, expect, test } from '@jest/globals'
import type { CommandDefinition, CommandEntry, Run } from '../../src/cli/command.ts'
import { UserError } from '../../src/cli/exit.ts'
import { main } from '../../src/cli/main.ts'
import { ClosedPipe, type Terminal } from '../../src/cli/terminal.ts'
import { ClusterError } from '../../src/model/cluster-error.ts'

function entry(name: string, run: Run): CommandEntry {
  const definition: CommandDefinition = {
    name,
    summary: `does ${name}`,
    description: `What ${name} is for.`,
    usage: [name],
    examples: [{ text: 'One', command: `kubectl crd ${name}` }],
    flags: {},
    args: {},
    load: async () => ({ run }),
  }
  return { name, summary: definition.summary, load: async () => ({ definition }) }
}

const fails = (error: unknown): Run => {
  return async () => {
    throw error
  }
}
const table = [
  entry('fine', async ({ argv, terminal }) => {
    terminal.out(argv.join(' '))
    return 0
  }),
  entry('no', async () => 1),
  entry('wrong', fails(new UserError('the file is gone', 'look elsewhere'))),
  entry('evil', fails(new UserError('a\x1b[2Jb\u202e\nerror: c', 'd\x9b\ne\x1b'))),
  entry('broken', fails(new TypeError('x is not a function'))),
  entry('down', fails(new ClusterError('Error from server (Bad): a\n  b\x1b[2J', 'look elsewhere'))),
  entry('piped', fails(new ClosedPipe())),
]

async function run(words: string[], env: Terminal['env'] = {}) {
  const said = { out: '', err: '' }
  const write = (to: 'out' | 'err') => (text: string) => {
    said[to] += text
  }
  const terminal: Terminal = {
    out: write('out'),
    err: write('err'),
    isTTY: false,
    errIsTTY: false,
    inIsTTY: () => false,
    colors: false,
    width: 80,
    height: 24,
    env,
  }
  return { code: await main(words, table, terminal), ...said }
}

describe('exit codes', () => {
  test.each<[words: string[], code: number, out: string, err: string]>([
    [['fine', 'a', 'b'], 0, 'a b', ''],
    [['fine', '--', '--help'], 0, '--help', ''],
    [['no'], 1, '', ''],
    [['wrong'], 2, '', 'error: the file is gone\nhint: look elsewhere\n'],
    [['down'], 2, '', 'Error from server (Bad): a\n  b\\u001b[2J\nhint: look elsewhere\n'],
    [['piped'], 141, '', ''],
    [['evil'], 2, '', 'error: a\\u001b[2Jb\\u202e\\nerror: c\nhint: d\\u009b\nhint: e\\u001b\n'],
    [['fine', '--\x1b[2J'], 2, '', 'error: unknown flag: --\\u001b[2J\nhint: see kubectl crd fine --help\n'],
    [['fin'], 2, '', 'error: unknown command "fin" for "kubectl crd"\nhint: did you mean fine?\n'],
    [['--flag'], 2, '', 'error: unknown flag: --flag\nhint: flags come after the command; see kubectl crd --help\n'],
    [['fine', '--flag'], 2, '', 'error: unknown flag: --flag\nhint: see kubectl crd fine --help\n'],
  ])('%j: %i', async (words, code, out, err) => {
    expect(await run(words)).toEqual({ code, out, err })
  })
  test('a bug says how to report it, with its place only on request', async () => {
    const { code, err } = await run(['broken'])
    expect([code, err.split('\n').length]).toEqual([3, 4])
    expect(err).toContain('error: internal error: x is not a function\n')
    expect(err).not.toContain('main.test.ts')
    expect((await run(['broken'], { KUBECTL_CRD_DEBUG: '1' })).err).toContain('main.test.ts')
  })
})

describe('help', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists the commands', async (words) => {
    const { code, out } = await run(words)
    expect(code).toBe(0)
    expect(out).toContain('  broken   does broken\n')
  })
  test.each([[['fine', '--help']], [['fine', 'x', '-h']], [['help', 'fine']]])('%j tells about one', async (words) => {
    const { code, out } = await run(words)
    expect(code).toBe(0)
    expect(out).toContain('What fine is for.\n')
  })
})
