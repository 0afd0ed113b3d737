import { expect } from '@jest/globals'

const blocks = new Set([
  'html',
  'head',
  'body',
  'ul',
  'li',
  'details',
  'summary',
  'div',
  'dl',
  'table',
  'script',
  'style',
])
const inline = new Set(['title', 'h1', 'small', 'span', 'code', 'button', 'label', 'p', 'dt', 'dd', 'tr', 'td', 'th'])
const empty = new Set(['meta', 'input', 'br'])

/** The page is made of our own tags alone, properly nested; it loads nothing, and has one script and one style. */
export function lawsOfHTML(html: string): void {
  const open: string[] = []
  const count = new Map<string, number>()
  const wrong: string[] = []
  const bare = html.replace(/(<(script|style)>)[\s\S]*?(<\/\2>)/g, '$1$3')
  for (const [tag, close, name, attributes] of bare.matchAll(/<(\/?)([a-z][a-z0-9]*)([^<>]*)>/g)) {
    const isOurs = blocks.has(name!) || inline.has(name!) || empty.has(name!)
    // Values stand in quotes, and nothing is loaded or run.
    const isPlain = attributes!.replace(/ [a-z-]+(="[^"<>]*")?/g, '') === ''
    const isActive = / (?:on\w+|src|href|style|srcdoc)=/.test(attributes!.replace(/"[^"]*"/g, ''))
    if (!isOurs || !isPlain || isActive) wrong.push(tag)
    if (empty.has(name!)) continue
    if (close === '') {
      open.push(name!)
      count.set(name!, (count.get(name!) ?? 0) + 1)
    } else if (open.pop() !== name) wrong.push(`${tag} closes another`)
  }
  expect([...wrong, ...open]).toEqual([])
  expect(bare.replace(/<!doctype html>|<\/?[a-z][^<>]*>/g, '')).not.toMatch(/[<>]/)
  for (const only of ['script', 'style', 'body']) expect(count.get(only)).toBe(1)
}

/** Nothing is markup but what we wrote: anchors are unique, links lead to them or out, all rows of a table are of one width. */
export function lawsOfMarkdown(markdown: string): void {
  const anchors = [...markdown.matchAll(/^<a id="([^"]*)"><\/a>$/gm)].map(([, id]) => id!)
  expect(new Set(anchors).size).toBe(anchors.length)
  const plain = withoutCode(markdown)
    .replace(/^<a id="[\w.~-]*"><\/a>$/gm, '')
    .replace(/\\[!-/:-@[-`{-~]/g, '.')
  const known = new Set(anchors)
  const targets = [...plain.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target!)
  const isSound = (target: string) =>
    target.startsWith('#') ? known.has(target.slice(1)) : /^https?:\/\/[!-~]*$/.test(target)
  expect(targets.filter((target) => !isSound(target))).toEqual([])
  const prose = plain.replace(/\[[^\]]*\]\([^)]*\)/g, '').replaceAll('**required**', '')
  expect(prose.match(/[<{}[\]*_~$`]/g)).toBeNull()
  expect(prose).not.toMatch(/^\s*(?::::|import\s|export\s|=+\s*$)/m)
  for (const table of plain.match(/(?:^\|.*\|$\n)+/gm) ?? []) {
    const widths = table
      .trimEnd()
      .split('\n')
      .map((row) => row.split('|').length)
    expect(new Set(widths).size).toBe(1)
  }
  const headings = prose.split('\n').filter((line) => /^#/.test(line))
  expect(headings.filter((line) => !/^#{1,3} /.test(line))).toEqual([])
}

function withoutCode(markdown: string): string {
  return markdown
    .replace(/^(`{3,})\n[\s\S]*?^\1$/gm, '')
    .replace(/(?<![`\\])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, (_, __, inner: string) => {
      // In a table a bar within is escaped.
      return inner.includes('\n') ? '`' : ''
    })
}
