import { causesOf } from './compare.ts'
import type { Reduced } from './reduce.ts'

/** A reduced difference as an entry of the recorded tests of that area, in the server's words. */
export function fixture({ difference, server }: Reduced): string {
  const { definition, before, write, kind, lines } = difference
  const expected = server.accepted
    ? write && server.stored !== undefined
      ? { stored: JSON.parse(server.stored) as unknown }
      : {}
    : server.causes
      ? { causes: causesOf(server).map((cause) => [cause.field, cause.reason, cause.message]) }
      : { refused: server.message }
  const warnings = server.warnings?.length ? { warnings: server.warnings } : {}
  const subject = write
    ? {
        ...(write.do === 'create' ? {} : { op: write.do }),
        ...(write.stored === undefined ? {} : { old: '@stored' }),
        object: '@body',
      }
    : before === undefined
      ? {}
      : { before: '@before' }
  const text = JSON.stringify({ name: kind, crd: '@definition', cases: [{ ...subject, ...warnings, ...expected }] })
  const texts: Record<string, string | undefined> = {
    definition,
    before,
    body: write?.body,
    stored: write?.stored,
  }
  const full = text.replace(/"@(\w+)"/g, (all, name: string) => texts[name] ?? all)
  return [...lines.map((line) => `  ${line}`), `  ${full}`].join('\n')
}
