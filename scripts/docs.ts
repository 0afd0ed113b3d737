// npm run docs: writes docs/findings.md from the registry of codes; with --check it fails when the file is not up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { codeDocs } from '../src/commands/code-docs.ts'

const file = fileURLToPath(new URL('../docs/findings.md', import.meta.url))
const block = (title: string, yaml: string) => (yaml === '' ? '' : `\n${title}\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n`)
const text = `# Findings

Made from \`src/model/codes\` and \`src/lint/advice\` by \`npm run docs\`. \`kubectl crd explain CODE\` shows the same.

${codeDocs
  .map(
    ({ code, title, source, severity, text, bad, good }) =>
      `## ${code}: ${title}\n\n*${source}${severity ? `, a ${severity}` : ''}.* ${text}\n${block('Not so:', bad)}${block('But so:', good)}`,
  )
  .join('\n')}`
if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/findings.md is not up to date: run npm run docs')
  process.exitCode = 1
}
