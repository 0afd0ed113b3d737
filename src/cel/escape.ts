/** CEL's own words, which get underscores around them. Upstream: apiserver/pkg/cel/escaping.go. */
const words = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
)

/** The name of a property in rules; undefined when it cannot have one. */
export function escapeName(name: string): string | undefined {
  if (words.has(name)) return `__${name}__`
  if (!/^[A-Za-z_][A-Za-z0-9_./-]*$/.test(name)) return undefined
  return name.replace(/__|[.\-/]/g, (part) => escapes[part]!)
}

const escapes: Record<string, string | undefined> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
}
