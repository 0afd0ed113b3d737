import { type Resolved, resolvePlain, ScalarError } from './scalar.ts'

/** `!!int`, `!<tag:yaml.org,2002:int>` → `int`; `!` → ''; any other tag as it is. */
export function tagName(tag: string): string {
  if (tag === '!') return ''
  if (tag.startsWith('!!')) return tag.slice(2)
  const verbatim = /^!<(.*)>$/.exec(tag)?.[1] ?? tag
  return verbatim.startsWith(prefix) ? verbatim.slice(prefix.length) : verbatim
}

const prefix = 'tag:yaml.org,2002:'

/**
 * A scalar with an explicit tag. The text decides what it is, and must then agree with the tag; tags that YAML does not
 * define leave it a text. Upstream: go-yaml v2 resolve.go.
 */
export function resolveTagged(tag: string, text: string): Resolved {
  switch (tag) {
    case 'binary':
      return { tag: 'str', value: decodeBinary(text) }
    case 'int':
    case 'bool':
    case 'null':
    case 'float': {
      const resolved = resolvePlain(text)
      if (resolved.tag === tag) return resolved
      if (tag === 'float' && resolved.tag === 'int') return { tag: 'float', value: Number(resolved.value) }
      throw new ScalarError(`cannot decode !!${resolved.tag} \`${text}\` as a !!${tag}`)
    }
    default:
      return { tag: 'str', value: text }
  }
}

function decodeBinary(text: string): string {
  const compact = text.replace(/[\r\n]/g, '')
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) {
    throw new ScalarError('!!binary value contains invalid base64 data')
  }
  const bytes = Uint8Array.from(atob(compact), (char) => char.charCodeAt(0))
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
