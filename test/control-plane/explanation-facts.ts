/** A field as a plaintext explanation shows it, by kubectl or by us. */
export interface ShownField {
  type: string
  required: boolean
  /** All else that is said of it: the description, and more of ours. With single spaces. */
  text: string
  enum: string[]
}

export interface Shown {
  /** `GROUP`, `KIND`, `VERSION`. */
  header: Record<string, string>
  /** The last name of the field that was asked for; undefined at the root. */
  name: string | undefined
  type: string
  enum: string[]
  /** With single spaces. */
  description: string
  /** By names from the field downwards, joined by `/`. One may be listed twice, since kubectl shows what allOf says for itself. */
  fields: [path: string, field: ShownField][]
}

/**
 * Reads the output of `kubectl explain`, in either of its formats, or of ours, which adds to each line and block but keeps the
 * layout.
 */
export function readExplanation(output: string): Shown {
  const header = Object.fromEntries(
    [...output.matchAll(/^(GROUP|KIND|VERSION): +(?:\S+\/)?(.*)$/gm)].map(([, key, value]) => [key!, value!]),
  )
  const field = /^(?:FIELD|RESOURCE): +(\S+) <([^>]*)>/m.exec(output)
  const description = /^DESCRIPTION:\n((?: .*\n|\n)*)/m.exec(output)?.[1] ?? ''
  const list = /^FIELDS:\n(.*)$/ms.exec(output)?.[1] ?? ''
  const values = /^ENUM:\n((?: {4}.*\n)*)/m.exec(output)?.[1] ?? ''
  return {
    header,
    name: field?.[1]?.replace(/\[\]|\.\*/g, '').replace(/^.*[.]/, ''),
    type: field?.[2] ?? '',
    enum: values.split('\n').flatMap((line) => line.trim() || []),
    description: spaced(description),
    fields: readFields(list),
  }
}

function readFields(list: string): Shown['fields'] {
  const above: string[] = []
  const out: Shown['fields'] = []
  let isBelowHead = false
  const step = /^ */.exec(list)![0].length
  for (const line of list.split('\n')) {
    const head = /^( +)(\S+)\t<([^>]*)>( -required-)?(.*)$/.exec(line)
    const last = out.at(-1)?.[1]
    if (head) {
      above.length = head[1]!.length / step - 1
      above.push(head[2]!)
      out.push([above.join('/'), { type: head[3]!, required: head[4] !== undefined, text: head[5]!, enum: [] }])
    } else if (last && isBelowHead && /^ +enum: /.test(line)) {
      last.enum = line.replace(/^ +enum: /, '').split(', ')
    } else if (last) last.text += `\n${line}`
    isBelowHead = head !== null
  }
  for (const [, field] of out) field.text = spaced(field.text)
  return out
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** What the first says and the second does not; empty when the second says all of it. */
export function missing(theirs: Shown, ours: Shown): string[] {
  const out: string[] = []
  const says = (holds: boolean, what: string) => {
    if (!holds) out.push(what)
  }
  for (const [key, value] of Object.entries(theirs.header)) says(ours.header[key] === value, `${key}: ${value}`)
  // kubectl's older format tells of a field above where the server publishes less of a schema for it, and names none then.
  if (theirs.name === undefined && ours.name !== undefined) return out
  says(theirs.name === ours.name, `FIELD: ${theirs.name}`)
  says(isSameType(theirs.type, ours.type), `<${theirs.type}>, not <${ours.type}>`)
  for (const value of theirs.enum) says(ours.enum.includes(value), `ENUM: ${value}`)
  says(ours.description.includes(theirs.description), `DESCRIPTION: ${theirs.description}`)
  const shown = new Map(ours.fields)
  const typed = new Set(theirs.fields.filter(([, { type }]) => type !== 'Object').map(([path]) => path))
  for (const [path, field] of theirs.fields) {
    const same = shown.get(path)
    if (!same) {
      out.push(`${path} is not shown`)
      continue
    }
    says(same.required || !field.required, `${path} -required-`)
    // kubectl lists a field again where an allOf says more about it, which gives no type.
    const isMore = field.type === 'Object' && typed.has(path)
    says(isMore || isSameType(field.type, same.type), `${path} <${field.type}>, not <${same.type}>`)
    const values = field.enum.filter((value) => value !== '....')
    for (const value of values) says(same.enum.includes(value), `${path} enum: ${value}`)
    says(same.text.includes(field.text), `${path}: ${field.text}`)
  }
  return out
}

/**
 * Where a schema has no type kubectl calls it Object, or nothing in its older format; ours says what may stand there. A format
 * goes with the type.
 */
function isSameType(theirs: string, ours: string): boolean {
  const own = ours.replace(/^((?:\[\]|map\[string\])*)(?:any|integer or string)$/, '$1Object')
  return own === theirs || theirs === '' || own.startsWith(`${theirs} `)
}
