import { padToWidth } from '../model/display-width.ts'
import { printableLine, visible } from '../model/printable.ts'
import type { ColumnDoc, ResourceDoc, VersionDoc } from './doc.ts'
import type { Style } from './style.ts'

/** GROUP, KIND and VERSION; at the root also names, scope, versions, subresources, columns and selectable fields. */
export function resourceFacts(resource: ResourceDoc, whole: boolean, { style }: { style: Style }): string[] {
  const line = (label: string, text: string) => `${style.heading(padToWidth(`${label}:`, 12))}${text}`
  const lines = [
    // The core group has no name.
    ...(resource.group === '' ? [] : [line('GROUP', visible(resource.group))]),
    line('KIND', visible(resource.kind)),
    line('VERSION', visible(resource.version)),
  ]
  if (!whole) return lines
  lines.push('')
  lines.push(line('NAMES', namesText(resource)))
  lines.push(line('SCOPE', resource.scope))
  lines.push(line('VERSIONS', resource.versions.map(versionText).join(', ')))
  const subresources = subresourcesText(resource)
  if (subresources !== '') lines.push(line('SUBRESOURCES', subresources).replace(':', ': '))
  if (resource.selectableFields.length > 0) {
    lines.push(line('SELECTABLE', resource.selectableFields.map(visible).join(', ')))
  }
  if (resource.conversion !== 'None') lines.push(line('CONVERSION', visible(resource.conversion)))
  if (!resource.hasSchema) lines.push(line('SCHEMA', 'none: nothing is checked or removed'))
  else if (resource.preservesUnknownFields)
    lines.push(line('UNKNOWN', 'fields that the schema does not describe are kept'))
  if (resource.columns.length > 0) lines.push(style.heading('COLUMNS:'), ...columnTable(resource.columns))
  return lines
}

export function namesText({ plural, singular, shortNames, categories }: ResourceDoc): string {
  const names = [plural, singular, ...shortNames].map(visible).join(', ')
  return categories.length > 0 ? `${names}   (in ${categories.map(visible).join(', ')})` : names
}

export function versionText(version: VersionDoc): string {
  return `${visible(version.name)} (${versionWords(version)})`
}

export function versionWords(version: VersionDoc): string {
  const words = [version.served ? 'served' : 'not served', ...(version.storage ? ['stored'] : [])]
  if (version.deprecated !== undefined) words.push(`deprecated: ${printableLine(version.deprecated)}`)
  return words.join(', ')
}

export function subresourcesText({ subresources: { status, scale } }: ResourceDoc): string {
  const parts = status ? ['status'] : []
  if (scale) {
    const selector = scale.labelSelectorPath === undefined ? '' : `, selector ${visible(scale.labelSelectorPath)}`
    parts.push(`scale (${visible(scale.specReplicasPath)} to ${visible(scale.statusReplicasPath)}${selector})`)
  }
  return parts.join(', ')
}

export function columnTable(columns: readonly ColumnDoc[]): string[] {
  const rows = columns.map((column) => [
    visible(column.name),
    visible(column.format ? `${column.type} (${column.format})` : column.type),
    visible(column.jsonPath) + (column.priority > 0 ? ' (with -o wide)' : ''),
    printableLine(column.description ?? ''),
  ])
  const wide = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]!.length)))
  return rows.map(
    (row) =>
      `  ${row
        .map((text, i) => padToWidth(text, (wide[i] ?? 0) + 3))
        .join('')
        .trimEnd()}`,
  )
}
