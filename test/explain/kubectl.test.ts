import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { explain } from '../../src/explain/explain.ts'
import { renderPlaintext } from '../../src/explain/render-plaintext.ts'
import { plainStyle } from '../../src/explain/style.ts'
import { widgets } from './catalog.ts'

/** Recorded: kubectl v0.36.3's explain package on the OpenAPI document that apiextensions-apiserver v0.36.3 makes. */
const recorded: { resource: string; path: string; recursive: boolean; output: string }[] = JSON.parse(
  readFileSync(new URL('kubectl.json', import.meta.url), 'utf8'),
)

test.each(recorded.map((row) => [`${row.path || 'root'}${row.recursive ? ' --recursive' : ''}`, row] as const))(
  'everything that kubectl prints about %s',
  (_, { resource, path, recursive, output }) => {
    const answer = explain(widgets, `${resource}.${path}`, { recursive })
    if ('error' in answer) throw new Error(answer.error)
    const ours = renderPlaintext(answer.doc, { width: 80, style: plainStyle, short: recursive, paths: false })
    const words = ours.replace(/\s+/g, ' ')
    let isBuiltIn = false
    for (const line of output.split('\n')) {
      // Kubernetes' own fields are described in our own words.
      if (/^\s*\S+\t</.test(line)) isBuiltIn = /^\s*(apiVersion|kind|metadata)\t/.test(line)
      else if (isBuiltIn) continue
      expect(words).toContain(expected(line))
    }
  },
)

function expected(line: string): string {
  // Ours names the field by its full path, and says integer or string, any or the format where kubectl says less.
  // What a branch of allOf says about a field stands with the field, where kubectl lists it a second time.
  const field = /^FIELD: (\S+) <(\w*)/.exec(line)
  if (field) return `${field[1]} <${field[2] === 'Object' ? '' : field[2]}`
  const truncated = /^ *(enum: .*?), \.\.\.\.$/.exec(line)
  if (truncated) return truncated[1]!
  return line
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^((?:port|anything|number) )<Object>$/, '$1<')
}
