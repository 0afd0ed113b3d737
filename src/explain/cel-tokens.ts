/** A token of a CEL expression, just enough to see which fields it reads. */
export interface Token {
  kind: 'name' | 'string' | 'number' | 'symbol'
  text: string
}

const token =
  /\s+|\/\/[^\n]*|([rR]?[bB]?|[bB][rR])("""|'''|"|')|([A-Za-z_][A-Za-z0-9_]*|`[^`\n]*`)|(\d[\w.]*|\.\d\w*)|(&&|\|\||[=!<>]=|.)/gsy

/** Splits an expression. Never fails: a text that is no CEL gives some tokens. Linear in the text. */
export function tokensOf(expression: string): Token[] {
  const out: Token[] = []
  let at = 0
  while (at < expression.length) {
    token.lastIndex = at
    const match = token.exec(expression)
    if (!match) break
    at = token.lastIndex
    const [, prefix, quote, name, number, symbol] = match
    if (quote !== undefined) {
      const end = closing(expression, at, quote, /r/i.test(prefix ?? ''))
      out.push({ kind: 'string', text: expression.slice(at, end) })
      at = end + quote.length
    } else if (name !== undefined) out.push({ kind: 'name', text: name.replaceAll('`', '') })
    else if (number !== undefined) out.push({ kind: 'number', text: number })
    else if (symbol !== undefined) out.push({ kind: 'symbol', text: symbol })
  }
  return out
}

function closing(text: string, start: number, quote: string, raw: boolean): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\' && !raw) at++
    else if (text.startsWith(quote, at)) return at
  }
  return text.length
}

/** For each bracket the index of its partner; of an unmatched one, none. */
export function partners(tokens: readonly Token[]): Map<number, number> {
  const out = new Map<number, number>()
  const open: number[] = []
  tokens.forEach((at, i) => {
    if (at.kind !== 'symbol') return
    if ('([{'.includes(at.text)) open.push(i)
    else if (')]}'.includes(at.text)) {
      const start = open.pop()
      if (start !== undefined) {
        out.set(start, i)
        out.set(i, start)
      }
    }
  })
  return out
}
