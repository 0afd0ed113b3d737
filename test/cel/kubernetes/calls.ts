/** A rule made of calls only: enough to drive the libraries without the engine. */
export type Call =
  | { kind: 'name'; name: string }
  | { kind: 'literal'; value: string | bigint | boolean }
  | { kind: 'call'; name: string; target: Call | undefined; args: Call[] }

const token = /\s*(?:([A-Za-z_][A-Za-z_0-9]*)|(-?[0-9]+)|("(?:[^"\\])*")|([().,]))/y
const qualified = new Set(['ip.isCanonical', 'format.named'])

/** Undefined when it holds anything else. */
export function parseCalls(source: string): Call | undefined {
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < source.length) {
    const match = token.exec(source)
    if (!match) return undefined
    tokens.push(match[1] ?? match[2] ?? match[3] ?? match[4]!)
  }
  let at = 0
  const args = (): Call[] | undefined => {
    const list: Call[] = []
    at++
    while (tokens[at] !== ')') {
      const arg = expression()
      if (!arg) return undefined
      list.push(arg)
      if (tokens[at] === ',') at++
      else if (tokens[at] !== ')') return undefined
    }
    at++
    return list
  }
  const expression = (): Call | undefined => {
    const first = tokens[at++]
    if (first === undefined || /^[(),.]$/.test(first)) return undefined
    let node: Call
    if (/^-?[0-9]/.test(first)) node = { kind: 'literal', value: BigInt(first) }
    else if (first.startsWith('"')) node = { kind: 'literal', value: first.slice(1, -1) }
    else if (first === 'true' || first === 'false') node = { kind: 'literal', value: first === 'true' }
    else {
      let name = first
      const longer = `${first}.${tokens[at + 1]}`
      if (tokens[at] === '.' && (qualified.has(longer) || first === 'format')) {
        name = longer
        at += 2
      }
      if (tokens[at] === '(') {
        const list = args()
        if (!list) return undefined
        node = { kind: 'call', name, target: undefined, args: list }
      } else node = { kind: 'name', name }
    }
    while (tokens[at] === '.') {
      const name = tokens[at + 1]!
      at += 2
      if (tokens[at] !== '(') return undefined
      const list = args()
      if (!list) return undefined
      node = { kind: 'call', name, target: node, args: list }
    }
    return node
  }
  const whole = expression()
  return at === tokens.length ? whole : undefined
}
