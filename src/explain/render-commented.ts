import { marshal } from '../model/go/json.ts'
import { printable, printableJSON, visible } from '../model/printable.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { type Dict, isDict, isList, type Value } from '../model/value.ts'
import { yamlText } from '../model/yaml-text.ts'
import { formatFieldPath } from '../schema/field-step.ts'
import { childrenOf, type FieldNode, stepsOf } from '../schema/walk.ts'
import { factList } from './fact-list.ts'
import { factsOf } from './facts.ts'
import { flow, wrap } from './wrap.ts'

export interface CommentedOptions {
  server: ServerVersion
  /** Columns; comments are wrapped to it. */
  width: number
  /** A value for a field that neither object has. */
  fill(node: FieldNode): Value
}

/** Without the part before it that is the same for all; `off` is the column of the sign that takes the line out. */
interface Line {
  indent: number
  text: string
  off: number | undefined
}

/** What is taken of a description: its first sentences. */
const longestDescription = 240

/**
 * A resource as YAML in which every field is explained. Fields that only the fuller object has, or neither, are commented
 * out: without the first `#` of their lines they are YAML, explanations included.
 * @param node of the value: the root of a resource, or a field
 * @param value what stands
 * @param fuller the same with more fields
 */
export function renderCommented(node: FieldNode, value: Value, fuller: Value, options: CommentedOptions): string {
  const lines = new Writer(options).value(node, value, fuller, 0, undefined)
  const head = node.parent ? [] : description(node, 0, options).map((text) => `# ${text}`)
  return `${[...head, ...lines.map(textOf)].join('\n')}\n`
}

function textOf({ indent, text, off }: Line): string {
  if (off === undefined) return ' '.repeat(indent) + text
  return `${' '.repeat(off)}#${' '.repeat(indent - off)}${text}`
}

class Writer {
  readonly #options: CommentedOptions

  constructor(options: CommentedOptions) {
    this.#options = options
  }

  /** The lines of a value that stands by itself. */
  value(node: FieldNode, value: Value, fuller: Value | undefined, indent: number, off: number | undefined): Line[] {
    if (isDict(value)) return [...this.#fields(node, value, isDict(fuller) ? fuller : undefined, indent, off)]
    if (isList(value)) return this.#items(node, value, isList(fuller) ? fuller : [], indent, off)
    return [{ indent, text: plain(value), off }]
  }

  *#fields(
    node: FieldNode,
    value: Dict,
    fuller: Dict | undefined,
    indent: number,
    off: number | undefined,
  ): Generator<Line> {
    const nodes = propertiesIn(node)
    const isRoot = node.parent === undefined
    for (const [name, child] of nodes) {
      const own = value[name]
      // Of what Kubernetes declares only what stands is shown, and people know it.
      if (own === undefined && (child.builtIn || (isRoot && name === 'status'))) continue
      if (!child.builtIn && !(isRoot && resourceFields.has(name))) yield* this.#comment(child, indent, off)
      const shown = own ?? fuller?.[name] ?? this.#options.fill(child)
      const isOff = off ?? (own === undefined ? indent : undefined)
      yield* this.#entry(name, child, shown, fuller?.[name] ?? shown, indent, isOff)
    }
    const each = childrenOf(node).find(({ name, step }) => name === '*' && step && 'each' in step)
    for (const key of Object.keys(value)) {
      if (nodes.has(key)) continue
      const item = value[key]!
      yield* this.#entry(key, each ?? node, item, fuller?.[key] ?? item, indent, off, each === undefined)
    }
  }

  #entry(
    name: string,
    node: FieldNode,
    value: Value,
    fuller: Value,
    indent: number,
    off: number | undefined,
    unknown = false,
  ): Line[] {
    const head = `${plain(name)}:`
    if (unknown || !(isDict(value) || isList(value))) return [{ indent, text: `${head} ${plain(value)}`, off }]
    const within = isDict(value) ? indent + 2 : indent
    const lines = this.value(node, value, fuller, within, off)
    if (lines.length === 0) return [{ indent, text: `${head} ${plain(value)}`, off }]
    return [{ indent, text: isOut(lines, off) ? `${head} ${isDict(value) ? '{}' : '[]'} # or:` : head, off }, ...lines]
  }

  #items(
    node: FieldNode,
    list: readonly Value[],
    fuller: readonly Value[],
    indent: number,
    off: number | undefined,
  ): Line[] {
    const each = childrenOf(node).find(({ name, step }) => name === '[]' && step && 'each' in step)
    // An empty list shows what an item would be.
    const shown = list.length === 0 ? fuller : list
    const isOff = off ?? (list.length === 0 ? indent : undefined)
    return shown.flatMap((item, i) => {
      const lines = each ? this.value(each, item, fuller[i] ?? item, indent + 2, isOff) : []
      const [first, ...rest] = lines
      if (!first) return [{ indent, text: `- ${plain(item)}`, off: isOff }]
      if (isOut(lines, isOff)) return [{ indent, text: `- ${isDict(item) ? '{}' : '[]'} # or:`, off: isOff }, ...lines]
      const text = first.off === isOff ? first.text : `#${first.text}`
      return [{ indent, text: `- ${text}`, off: isOff }, ...rest]
    })
  }

  #comment(node: FieldNode, indent: number, off: number | undefined): Line[] {
    const { server, width } = this.#options
    // What comes from a field above is said there.
    const facts = factsOf(node, server, false)
    const list = factList(facts, formatFieldPath(stepsOf(node))).filter(({ label, text }) => !said(label, text))
    const known = list.flatMap(({ label, text }) => (label === 'RULES' ? [] : [`${label.toLowerCase()}: ${text}`]))
    const rules = list.flatMap(({ label, rows }) => (label === 'RULES' ? rows! : []))
    const parts = [visible(facts.words), ...(node.required ? ['required'] : []), ...known]
    // That a field holds others can be seen.
    const all =
      parts.length === 1 && facts.words === 'object' ? [] : flow(parts, '; ', Math.max(40, width - indent - 2))
    const texts = [...description(node, indent, this.#options), ...all, ...rules.map((rule) => `rule: ${rule}`)]
    return texts.map((text) => ({ indent, text: `# ${text}`, off }))
  }
}

/** Is it in the words for the type, or no more than a name for the field? */
function said(label: string, text: string): boolean {
  return label === 'TYPE' || label === 'TITLE' || (label === 'FORMAT' && /^[^(,]*$/.test(text))
}

const resourceFields = new Set(['apiVersion', 'kind', 'metadata'])

/** Is every line taken out, though what holds them stands? */
function isOut(lines: readonly Line[], off: number | undefined): boolean {
  return off === undefined && lines.every((line) => line.off !== undefined || line.text.startsWith('#'))
}

/** By name, in the order of the CRD. */
function propertiesIn(node: FieldNode): Map<string, FieldNode> {
  const known = new Map(
    childrenOf(node).flatMap((child) => (child.step && 'property' in child.step ? [[child.name, child] as const] : [])),
  )
  const names = new Set([
    ...(node.parent ? [] : resourceFields),
    ...node.schemas.flatMap((schema) => schema.properties.keys()),
    ...known.keys(),
  ])
  return new Map([...names].flatMap((name) => (known.has(name) ? [[name, known.get(name)!] as const] : [])))
}

/** The first sentences of the description, wrapped. */
function description(node: FieldNode, indent: number, { width }: CommentedOptions): string[] {
  const text = printable(node.schemas.find((schema) => schema.description)?.description ?? '')
    .split(/\n\s*\n/, 1)[0]!
    .replace(/\s+/g, ' ')
    .trim()
  if (text === '') return []
  const cut = text.length <= longestDescription ? text : shortened(text)
  return wrap(cut, Math.max(40, width - indent - 2))
}

function shortened(text: string): string {
  const head = text.slice(0, longestDescription)
  const end = head.lastIndexOf('. ')
  return end > 40 ? head.slice(0, end + 1) : `${head.slice(0, head.lastIndexOf(' '))} …`
}

/** On one line. */
function plain(value: Value): string {
  const text = yamlText(value, { sorted: false }).trimEnd()
  return text.includes('\n') ? printableJSON(marshal(value)) : text
}
