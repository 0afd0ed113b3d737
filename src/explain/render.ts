import type { Explained } from './explain.ts'
import type { PlaintextOptions } from './plaintext-options.ts'
import { renderHTML } from './render-html.ts'
import { renderJSON } from './render-json.ts'
import { renderJSONSchema } from './render-jsonschema.ts'
import { renderMarkdown } from './render-markdown.ts'
import { renderPlaintext } from './render-plaintext.ts'
import { renderTypeScript } from './render-typescript.ts'
import { renderYAML } from './render-yaml.ts'
import { explanation } from './report.ts'

export const formats = ['plaintext', 'json', 'yaml', 'markdown', 'html', 'jsonschema', 'typescript'] as const
export type Format = (typeof formats)[number]

/** Formats that are about all fields below, so that the caller asks for them with `recursive`. */
export function isWhole(format: Format): boolean {
  return format === 'markdown' || format === 'html'
}

/**
 * The text of an answer, safe to print on a terminal.
 * @param hash base64 SHA-256 of a text, which only `html` needs
 */
export function render(
  { doc, node, crd }: Explained,
  format: Format,
  plaintext: PlaintextOptions,
  hash: (text: string) => string,
): string {
  switch (format) {
    case 'plaintext':
      return renderPlaintext(doc, plaintext)
    case 'json':
      return renderJSON(explanation(doc))
    case 'yaml':
      return renderYAML(explanation(doc))
    case 'markdown':
      return renderMarkdown(doc)
    case 'html':
      return renderHTML(doc, hash)
    case 'jsonschema':
      return renderJSONSchema(node, doc.resource, crd)
    case 'typescript':
      return renderTypeScript(node, doc.resource)
  }
}
