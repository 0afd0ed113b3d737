import { formatApiVersion } from '../model/gvk.ts'
import { printable, printableLine, visible } from '../model/printable.ts'
import type { ExplainDoc, FieldDoc } from './doc.ts'
import { factList, rulesWithin, ruleText } from './fact-list.ts'
import { withoutBuiltIn } from './own-fields.ts'
import { pageScript, pageStyle } from './page.ts'
import { namesText, subresourcesText, versionText } from './render-resource.ts'

/**
 * One page that needs nothing else: the fields as a tree, a filter over paths and descriptions, links to fields. Text
 * of the CRD is escaped, and the policy in the head lets no script run but the page's own.
 * @param hash gives the base64 SHA-256 of a text, for the policy
 */
export function renderHTML(doc: ExplainDoc, hash: (text: string) => string): string {
  const { resource, field } = doc
  const title = `${resource.kind} ${formatApiVersion(resource)}`
  const policy = `default-src 'none'; style-src 'sha256-${hash(pageStyle)}'; script-src 'sha256-${hash(pageScript)}'`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHTML(policy)}">
<title>${text(title)}</title><style>${pageStyle}</style></head><body>
<h1>${text(resource.kind)} <small class="ty">${text(formatApiVersion(resource))}</small></h1>
${overview(doc)}
<div class="b">${body(field)}</div>
<div class="bar"><input id="q" type="search" placeholder="Filter fields and descriptions ( / )" aria-label="Filter">
<label><input id="req" type="checkbox"> required only</label>
<button id="open">Open all</button><button id="close">Close all</button><span id="count" class="ty"></span></div>
${tree(withoutBuiltIn(doc))}
<script>${pageScript}</script></body></html>
`
}

function overview({ resource }: ExplainDoc): string {
  const rows: [string, string][] = [
    ['Names', namesText(resource)],
    ['Scope', resource.scope],
    ['Versions', resource.versions.map(versionText).join(', ')],
    ['Subresources', subresourcesText(resource) || 'none'],
  ]
  if (resource.selectableFields.length > 0) rows.push(['Selectable', resource.selectableFields.join(', ')])
  if (resource.conversion !== 'None') rows.push(['Conversion', resource.conversion])
  const columns = resource.columns.map(
    ({ name, type, jsonPath, description = '' }) =>
      `<tr><td>${text(name)}</td><td>${text(type)}</td><td><code>${text(jsonPath)}</code></td><td>${text(printableLine(description))}</td></tr>`,
  )
  const table = `<table><tr><th>Column</th><th>Type</th><th>Path</th><th>Description</th></tr>${columns.join('')}</table>`
  return `<dl>${rows.map(([label, value]) => `<dt>${label}</dt><dd>${text(value)}</dd>`).join('')}</dl>
${columns.length > 0 ? `<details><summary>${columns.length} printer columns</summary>${table}</details>` : ''}`
}

/** Nested lists from the flat one; a field whose parent is not listed hangs on the nearest that is. Not recursive. */
function tree(fields: readonly FieldDoc[]): string {
  let out = '<ul class="t top">'
  const open: number[] = []
  for (const field of fields) {
    let closed = false
    while (open.length > 0 && open.at(-1)! >= field.depth) {
      out += closed ? '</ul></details></li>' : '</details></li>'
      closed = true
      open.pop()
    }
    if (!closed && open.length > 0) out += '<ul class="t">'
    open.push(field.depth)
    out += item(field)
  }
  open.forEach((_, i) => {
    out += i === 0 ? '</details></li>' : '</ul></details></li>'
  })
  return `${out}</ul>`
}

function item(field: FieldDoc): string {
  const required = field.required ? ' <span class="r">required</span>' : ''
  const brief = printableLine(field.description.slice(0, 400)).slice(0, 160)
  return `
<li data-p="${text(field.path)}"${field.required ? ' data-r="1"' : ''}><details><summary><span class="n">${text(field.name)}</span> <span class="ty">${text(field.type)}</span>${required} <span class="d">${text(brief)}</span></summary><div class="b"><code>${text(field.path)}</code> <button class="copy" title="copy the path">copy</button>${body(field)}</div>`
}

function body(field: FieldDoc): string {
  const facts = factList(field, field.path).filter(({ label }) => label !== 'RULES')
  const rows = facts.map(({ label, text: said, rows: words, code = 0 }) => {
    const values = words ?? (code > 0 ? [said.slice(0, code)] : [])
    const shown = values.map((one) => `<code>${escapeHTML(one)}</code>`).join(' ')
    return `<dt>${label.toLowerCase()}</dt><dd>${shown}${words ? '' : escapeHTML(said.slice(code))}</dd>`
  })
  for (const rule of rulesWithin(field)) {
    const [expression, ...rest] = ruleText(rule, field.path)
    const said = rest.length > 0 ? `<br>${escapeHTML(rest.join(' '))}` : ''
    rows.push(`<dt>rule</dt><dd><code>${escapeHTML(expression!)}</code>${said}</dd>`)
  }
  const described = printable(field.description)
  const paragraph = described === '' ? '' : `<p class="p">${escapeHTML(described)}</p>`
  return `${paragraph}${rows.length > 0 ? `<dl>${rows.join('')}</dl>` : ''}`
}

function text(value: string): string {
  return escapeHTML(visible(value))
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHTML(value: string): string {
  return value.replace(/[&<>"']/g, (char) => entities[char]!)
}
