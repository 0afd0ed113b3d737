import { type Resolved, resolvePlain, ScalarError, whole } from './scalar.ts'

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
      if (tag === 'float' && resolved.tag === 'int' && whole(resolved.value) !== undefined)
        return { tag: 'float', value: Number(resolved.value) }
      throw new ScalarError(`cannot decode !!${resolved.tag} \`${text}\` as a !!${tag}`)
    }
    case 'timestamp': {
      if (timestamp.test(text)) return { tag: 'str', value: text }
      const { tag: found } = resolvePlain(text)
      throw new ScalarError(`cannot decode !!${found} \`${text}\` as a !!timestamp`)
    }
    default:
      return { tag: 'str', value: text }
  }
}

/** The forms that go-yaml takes; the value stays a text. */
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/

function decodeBinary(text: string): string {
  const compact = text.replace(/[\r\n]/g, '')
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) {
    throw new ScalarError('!!binary value contains invalid base64 data')
  }
  return goString(atob(compact))
}

/** Bytes as Go's JSON writes them: every byte that is no part of valid UTF-8 becomes U+FFFD. */
function goString(bytes: string): string {
  return bytes.replace(sequence, (found) =>
    found.length === 1 && found.charCodeAt(0) > 127
      ? '\ufffd'
      : new TextDecoder().decode(Uint8Array.from(found, (char) => char.charCodeAt(0))),
  )
}

/** One character in UTF-8, or else one byte. */
const sequence =
  /[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|./gs
