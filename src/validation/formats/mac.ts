const byte = '[0-9a-fA-F]{2}'
const lengths = [6, 8, 20]
const forms = lengths.flatMap((bytes) => [
  `${byte}(?::${byte}){${bytes - 1}}`,
  `${byte}(?:-${byte}){${bytes - 1}}`,
  `[0-9a-fA-F]{4}(?:\\.[0-9a-fA-F]{4}){${bytes / 2 - 1}}`,
  `(?:${byte}){${bytes}}`,
])
const mac = new RegExp(`^(?:${forms.join('|')})$`)

/** 6, 8 or 20 bytes, with `:`, `-`, a dot after every second byte, or nothing between. Upstream: Go's net.ParseMAC. */
export function isMAC(text: string): boolean {
  return mac.test(text)
}
