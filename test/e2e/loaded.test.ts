import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { root } from './cli.ts'

/** The packages and the folders of src/ that a command loads. */
function loaded(...words: string[]): string[] {
  const { stderr } = spawnSync(
    'node',
    ['--import', `${root}scripts/loaded-modules.js`, `${root}bin/run.js`, ...words],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return /^loaded: (.*)$/m.exec(stderr)![1]!.split(' ')
}

const crontab = ['--crds', 'examples/crontab/crd.yaml']
const heavy = ['cel', 'lint', 'explain', 're2js', 'chalk', 'js-yaml', '@kubernetes/client-node', 'ink']

test.each([
  ['help', ['--help'], []],
  ['help of a command', ['validate', '--help'], []],
  ['version', ['version'], []],
  ['resources', ['validate', 'examples/zone/good.yaml', '--crds', 'examples/zone/crd.yaml'], ['js-yaml']],
  ['resources with patterns', ['validate', 'examples/crontab/good.yaml', ...crontab], ['js-yaml', 're2js']],
  ['explain', ['explain', 'ct.spec', '-f', 'examples/crontab/crd.yaml'], ['explain', 'js-yaml']],
])('%s loads what it needs and no more', (_name, words, expected) => {
  expect(loaded(...words).filter((name) => heavy.includes(name))).toEqual(expected.sort())
})

test('rules and CRDs load CEL', () => {
  expect(loaded('validate', 'examples/crontab')).toEqual(expect.arrayContaining(['cel', 'lint', 're2js']))
})
