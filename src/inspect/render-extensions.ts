import { printableLine, visible } from '../model/printable.ts'
import { textTable } from '../model/text-table.ts'
import { ownerData, problemData } from './data.ts'
import type { Extension } from './extensions.ts'
import type { Unknown } from './inspect.ts'
import { ownerText } from './owner.ts'
import type { Paint } from './render-table.ts'

/** How a cluster is extended, in one table. */
export function extensionTable(extensions: readonly Extension[], paint: Paint): string {
  if (extensions.length === 0) return ''
  const rows = extensions.map(({ type, name, status, about, owner }) => [
    type,
    visible(name),
    visible(status),
    printableLine(about),
    visible(ownerText(owner)),
  ])
  return textTable(['TYPE', 'NAME', 'STATUS', 'ABOUT', 'OWNER'], rows, (line, row) =>
    paint(extensions[row]!.problems.find(({ severity }) => severity !== 'note')?.severity, line),
  )
}

/** What `inspect --extensions -o json` prints, as docs/schemas/extensions.json describes it. */
export function extensionsData(extensions: readonly Extension[], unknown: readonly Unknown[]): object {
  return {
    apiVersion: 'kubectl-crd/v1',
    kind: 'Extensions',
    extensions: extensions.map(({ type, name, status, about, owner, problems }) => ({
      type,
      name,
      status: status === '' ? null : status,
      about,
      owner: ownerData(owner),
      problems: problems.map(({ code }) => code),
    })),
    problems: extensions.flatMap(({ problems }) => problems.map(problemData)),
    unknown,
  }
}
