import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { root } from './cli.ts'

function run(...words: string[]): string {
  const { stderr } = spawnSync(
    'node',
    ['--import', `${root}scripts/loaded-modules.js`, `${root}bin/run.cjs`, ...words],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return stderr
}

/** The packages and the folders of src/ that a command loads. */
function loaded(...words: string[]): string[] {
  return /^loaded: (.*)$/m.exec(run(...words))![1]!.split(' ')
}

const crontab = ['--crds', 'examples/crontab/crd.yaml']
const heavy = ['cel', 'lint', 'explain', 're2js', 'chalk', 'js-yaml', '@kubernetes/client-node', 'ink', 'react', 'tui']

test.each([
  ['help', ['--help'], []],
  ['help of a command', ['validate', '--help'], []],
  ['version', ['version'], []],
  ['resources', ['validate', 'examples/zone/good.yaml', '--crds', 'examples/zone/crd.yaml'], []],
  ['resources with patterns', ['validate', 'examples/crontab/good.yaml', ...crontab], ['re2js']],
  ['explain', ['explain', 'ct.spec', '-f', 'examples/crontab/crd.yaml'], ['explain']],
  ['sample', ['sample', 'zone', '-f', 'examples/zone/crd.yaml', '--minimal'], ['explain']],
])('%s loads what it needs and no more', (_name, words, expected) => {
  expect(loaded(...words).filter((name) => heavy.includes(name))).toEqual(expected.sort())
})

test('rules and CRDs load CEL', () => {
  expect(loaded('validate', 'examples/crontab')).toEqual(expect.arrayContaining(['cel', 'lint', 're2js']))
})

test('what is loaded late does not cut the rest into pieces, each of which takes time', () => {
  expect(Number(/^chunks: (\d+)$/m.exec(run('validate', 'examples/zone/good.yaml', ...crontab))![1])).toBeLessThan(23)
})
