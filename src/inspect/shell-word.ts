/** A word as a shell takes it: what a cluster says must not become a command. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** JSON as one word of a shell. */
export function jsonWord(data: unknown): string {
  return shellWord(JSON.stringify(data))
}
