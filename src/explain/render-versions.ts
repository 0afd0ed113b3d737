import { padToWidth } from '../model/display-width.ts'
import { visible } from '../model/printable.ts'
import type { FieldChange, VersionsDoc } from './compare-versions.ts'
import { versionText } from './render-resource.ts'
import type { Style } from './style.ts'

/** `+` added, `-` removed, `~` changed, below a heading for each step from one version to the next. */
export function renderVersions(doc: VersionsDoc, { style }: { style: Style }): string {
  const line = (label: string, text: string) => `${style.heading(padToWidth(`${label}:`, 12))}${text}`
  const out = [
    // The core group has no name.
    ...(doc.resource.group === '' ? [] : [line('GROUP', visible(doc.resource.group))]),
    line('KIND', visible(doc.resource.kind)),
    line('VERSIONS', doc.versions.map(versionText).join(', ')),
  ]
  if (doc.path !== '')
    out.push(line('FIELD', `${style.name(visible(doc.path))}, in ${doc.present.map(visible).join(', ')}`))
  if (doc.steps.length === 0) out.push('', 'There is only this version.')
  for (const { from, to, fields } of doc.steps) {
    out.push('', style.heading(`${visible(from)} -> ${visible(to)}:`))
    if (fields.length === 0) out.push('  no differences')
    out.push(...topmost(fields).flatMap(({ field, within }) => changeLines(field, within, style)))
  }
  return `${out.join('\n')}\n`
}

/** What comes or goes with a field that it is in is only counted. */
function topmost(fields: readonly FieldChange[]): { field: FieldChange; within: number }[] {
  const out: { field: FieldChange; within: number }[] = []
  for (const field of fields) {
    const last = out.at(-1)
    if (last && field.change !== 'changed' && last.field.change === field.change && isIn(field.path, last.field.path)) {
      last.within++
    } else out.push({ field, within: 0 })
  }
  return out
}

/** Paths are sorted, so what is in a field follows it at once. */
function isIn(path: string, parent: string): boolean {
  return path.startsWith(parent) && /^[.[]/.test(path.slice(parent.length))
}

function changeLines(field: FieldChange, within: number, style: Style): string[] {
  const mark = field.change === 'added' ? '+' : field.change === 'removed' ? '-' : '~'
  const required = field.change === 'added' && field.required ? ` ${style.required('-required-')}` : ''
  const name = style.name(visible(field.path) || '(the whole)')
  return [
    `  ${mark} ${name} ${style.type(`<${visible(field.type)}>`)}${required}${within === 0 ? '' : `   with ${within} ${within === 1 ? 'field' : 'fields'}`}`,
    ...field.differences.map(({ label, before, after }) => {
      const said = `      ${style.label(`${label.toLowerCase()}:`)} `
      if (label === 'DESCRIPTION')
        return `${said}${before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'}`
      return `${said}${before ?? 'none'} -> ${after ?? 'none'}`
    }),
  ]
}
