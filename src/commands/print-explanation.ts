import { exitCode, UserError } from '../cli/exit.ts'
import { show } from '../cli/show.ts'
import type { Terminal } from '../cli/terminal.ts'
import { answer } from '../explain/answer.ts'
import type { Format } from '../explain/render.ts'
import { visible } from '../model/printable.ts'
import type { CRD } from '../schema/crd.ts'
import { compilePattern } from '../validation/pattern.ts'
import { linkedStyle } from './explain-style.ts'
import { findObject } from './find-object.ts'
import type { KnownCRDs } from './known-crds.ts'
import { tellInstead } from './tell-instead.ts'

/** Explains what an argument names among the CRDs that are known. @returns the exit code */
export async function printExplanation(
  argument: string,
  { crds, apiVersion, objects, live }: KnownCRDs,
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<number> {
  if (live) tellInstead(live.definition, live.crd, terminal)
  const output = flags.output as Format
  const named = {
    ...optional('apiVersion', apiVersion),
    object: (crd: CRD, version: string, name: string) =>
      live ? live.object(version, name) : findObject(objects, crd, name, flags.namespace as string | undefined),
  }
  if (flags.interactive === true) {
    const { explainInteractively } = await import('./explain-interactively.ts')
    return explainInteractively(crds, argument, { named, flags, terminal })
  }
  const said = await answer(crds, argument, {
    ...named,
    ...optional('maxDepth', flags['max-depth'] as number | undefined),
    ...optional('find', flags.find === undefined ? undefined : finder(flags.find as string)),
    recursive: flags.recursive === true,
    requiredOnly: flags['required-only'] === true,
    allVersions: flags['all-versions'] === true,
    fullPaths: flags['full-paths'] === true,
    output,
    width: Math.min(terminal.isTTY ? terminal.width : 80, 120),
    style: await linkedStyle(flags.color, terminal),
    hash: output === 'html' ? await sha256() : () => '',
  })
  if ('error' in said) throw new UserError(said.error, said.hints.map(visible).join('\n') || undefined)
  for (const warning of said.warnings) terminal.err(`Warning: ${visible(warning)}\n`)
  await show(said.text, terminal, { pager: output === 'plaintext' && flags['no-pager'] !== true })
  return exitCode.yes
}

/** Node's crypto takes a while to load, and only pages need it. */
async function sha256(): Promise<(text: string) => string> {
  const { createHash } = await import('node:crypto')
  return (text) => createHash('sha256').update(text).digest('base64')
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V }
}

function finder(pattern: string): { test(text: string): boolean } {
  const matcher = compilePattern(pattern)
  if (matcher.error !== undefined) throw new UserError(`--find: ${matcher.error}`, 'it takes an RE2 expression')
  return { test: (text) => matcher.test(text) }
}
