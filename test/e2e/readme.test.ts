import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { crd, root } from './cli.ts'

/** The recorded commands of README.md with what it shows of their output: a line `…` stands for what is left out. */
const recorded = [...readFileSync(`${root}README.md`, 'utf8').matchAll(/^```console\n(.*?)^```$/gms)].flatMap(
  ([, block]) =>
    block!
      .split(/^\$ kubectl crd /m)
      .slice(1)
      .map((text) => {
        const [command, ...lines] = text.trimEnd().split('\n')
        return { command: command!, lines }
      }),
)

test('there are some', () => {
  expect(recorded.length).toBeGreaterThan(0)
})

test.each(recorded)('$command prints what the README says', ({ command, lines }) => {
  const { out, err } = crd(command.split(' '))
  const said = (out + err).trimEnd()
  const parts = lines.join('\n').split(/^…\n?/m)
  let at = 0
  for (const part of parts) {
    const found = said.indexOf(part.trim(), at)
    expect(found >= 0 ? part : `not in the output: ${part}\n${said}`).toBe(part)
    at = found + part.trim().length
  }
})
