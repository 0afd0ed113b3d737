import { visible } from '../model/printable.ts'
import { textTable } from '../model/text-table.ts'
import { availability } from './aggregated.ts'
import { ageText, statusText } from './columns.ts'
import { conversionText } from './conversion.ts'
import type { Say } from './matching.ts'
import { ownerText } from './owner.ts'
import type { Page, Sitting } from './page.ts'
import { type Paint, problemTable } from './render-table.ts'
import { usageText } from './render-usage.ts'
import { targetText } from './target.ts'

export interface PageOptions {
  /** All lists and paths; else the first few. */
  wide: boolean
  width: number | undefined
  paint: Paint
}

const few = 8

/** The page of a CRD as text: a heading, then one table for each matter that there is something to say about. */
export function pageText(page: Page, options: PageOptions): string {
  const parts = [
    heading(page),
    ...section('PROBLEMS', page.crd.problems.length > 0 && problemTable(page.crd, { ...options, wide: false })),
    ...section('CONDITIONS', conditions(page)),
    ...section('VERSIONS', versions(page)),
    ...section('COLUMNS AND SELECTABLE FIELDS', columns(page)),
    ...section('LISTS', lists(page, options)),
    ...section('ROUND TRIPS', roundTrips(page, options)),
    ...section('ADMISSION', admission(page)),
    ...section('USAGE', usage(page, options)),
  ]
  return parts.join('\n')
}

function section(title: string, text: string | false): string[] {
  return text === false || text === '' ? [] : [`${title}\n${text}`]
}

function heading({ crd, now, apiServices }: Page): string {
  const { facts } = crd
  const { names, group, scope, owner, storedVersions, webhook, conditions } = facts
  const lines: [string, string][] = [
    ['Name', facts.name],
    ['Group', group],
    ['Kind', [names.kind, ...names.shortNames].join(', ')],
    ['Scope', scope || '?'],
    ['Categories', names.categories.join(', ')],
    ...(facts.hidden === undefined ? ([['Conversion', conversionText(webhook)]] as [string, string][]) : []),
    ...apiServices.map((api): [string, string] => [
      'Served by',
      `${api.target ? targetText(api.target) : ''} (${api.name}: ${availability(api)})`,
    ]),
    ...(conditions.length > 0
      ? ([
          ['Status', statusText({ ...crd, problems: crd.problems.filter(({ subject }) => subject.type === 'crd') })],
          ['Stored in', storedVersions.join(', ')],
          ['Owner', ownerText(owner)],
          ['Age', ageText(facts.created, now)],
        ] as [string, string][])
      : []),
  ]
  const shown = lines.filter(([, value]) => value !== '')
  return shown.map(([key, value]) => `${`${key}:`.padEnd(13)}${visible(value)}\n`).join('')
}

function conditions({ crd }: Page): string {
  const rows = crd.facts.conditions.map(({ type, status, reason, since, message }) =>
    [type, status, reason, since, message].map((cell) => visible(cell)),
  )
  return rows.length === 0 ? '' : textTable(['TYPE', 'STATUS', 'REASON', 'SINCE', 'MESSAGE'], rows)
}

function versions({ versions, crd }: Page): string {
  const stored = crd.facts.storedVersions
  const rows = versions.map((version) => {
    const { name, served, storage, deprecated, subresources, fields, depth, bytes, rules, cost } = version
    const size = bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} KiB`
    const isStored = stored.length === 0 ? '' : stored.includes(name) ? 'yes' : 'no'
    const budget = rules === 0 || !cost ? '' : `${percent(cost.share)}, dearest ${percent(cost.dearest?.share ?? 0)}`
    const isKnown = crd.facts.hidden === undefined
    const words = [served ? 'yes' : 'no', isKnown ? (storage ? 'yes' : 'no') : '?']
    return [
      visible(name),
      ...words,
      ...(stored.length === 0 ? [] : [isStored]),
      deprecated ? 'yes' : 'no',
      subresources.join(','),
      String(fields),
      String(depth),
      size,
      String(rules),
      budget,
    ]
  })
  const headers = ['NAME', 'SERVED', 'STORAGE', ...(stored.length === 0 ? [] : ['STORED']), 'DEPRECATED']
  return textTable([...headers, 'SUBRESOURCES', 'FIELDS', 'DEPTH', 'SCHEMA', 'RULES', 'CEL BUDGET'], rows)
}

function percent(share: number): string {
  const value = 100 * share
  if (value > 0 && value < 0.1) return '<0.1%'
  return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10}%`
}

function columns({ versions }: Page): string {
  const rows = versions
    .filter(({ columns, selectableFields }) => columns.length + selectableFields.length > 0)
    .map(({ name, columns, selectableFields }) => [
      visible(name),
      visible(columns.join(' ')),
      visible(selectableFields.join(' ')),
    ])
  return rows.length === 0 ? '' : textTable(['VERSION', 'COLUMNS', 'SELECTABLE'], rows)
}

function lists({ versions }: Page, { wide }: PageOptions): string {
  const shown = versions.find(({ storage }) => storage) ?? versions[0]
  if (!shown || shown.lists.length === 0) return ''
  const implied = shown.lists.filter((list) => list.implied)
  const chosen = shown.lists.filter((list) => !list.implied)
  const all = [...chosen, ...implied]
  const rows = (wide ? all : all.slice(0, few)).map(({ path, type, keys, implied }) => [
    visible(path),
    type,
    visible(keys.join(',')),
    implied ? 'one manager owns all of it: no list type was chosen' : owned[type],
  ])
  return textTable(['FIELD', 'TYPE', 'KEYS', 'SERVER-SIDE APPLY'], rows) + rest(all.length - rows.length)
}

const owned = {
  atomic: 'one manager owns all of it',
  set: 'each item has its managers',
  map: 'each item, by its keys, has its managers',
} as const

function rest(n: number): string {
  return n > 0 ? `and ${n} more; -o wide shows all\n` : ''
}

function roundTrips({ roundTrips }: Page, { wide }: PageOptions): string {
  const rows = roundTrips.flatMap(({ served, storage, notStored, writtenAway }) => [
    ...notStored.map((path) => [served, storage, visible(path), `set in ${visible(served)}, it is not stored`]),
    ...writtenAway.map((path) => [
      served,
      storage,
      visible(path),
      `set in ${visible(storage)}, it is lost when ${visible(served)} writes back what it read`,
    ]),
  ])
  if (rows.length === 0) return ''
  const shown = wide ? rows : rows.slice(0, few)
  return textTable(['SERVED', 'STORED', 'FIELD', 'LOST'], shown) + rest(rows.length - shown.length)
}

function usage({ usage }: Page, { wide }: PageOptions): string {
  if (!usage) return ''
  return usage.value ? usageText(usage.value, wide) : `?: ${visible(usage.why)}\n`
}

function admission({ judges, unknown }: Page): string {
  if (!judges) return ''
  const seen = unknown.some(({ what }) => /webhook|polic/.test(what)) ? 'that may be seen ' : ''
  if (judges.length === 0) return `Nobody else ${seen}judges this resource.\n`
  const rows = judges.map(sittingRow)
  return textTable(['TYPE', 'NAME', 'OPERATIONS', 'ON FAILURE', 'STATUS', 'ASKS', 'ONLY WHEN'], rows)
}

function sittingRow({ judge, say, health }: Sitting): string[] {
  const isPolicy = judge.target === undefined
  const name = isPolicy || judge.configuration === judge.name ? judge.name : `${judge.configuration}/${judge.name}`
  const actions = [...new Set(judge.bindings.flatMap(({ actions }) => actions))]
  const asks = judge.target ? targetText(judge.target) : actions.length > 0 ? actions.join(',') : ''
  return [judge.type, name, operations(say), judge.failurePolicy, health, asks, onlyWhen(judge, say)].map(visible)
}

/** `CREATE,UPDATE of it and status` */
function operations({ operations, subresources }: Say): string {
  const parts = subresources.filter((part) => part !== '')
  const own = subresources.includes('')
  if (parts.length === 0) return operations.join(',')
  const of = parts.includes('*') ? 'all subresources' : parts.join(',')
  return `${operations.join(',')} (${own ? 'and ' : 'only '}${of})`
}

function onlyWhen({ when, bindings, equivalent }: Sitting['judge'], { versions, names }: Say): string {
  const ofBindings = bindings.length > 0 && bindings.every((binding) => binding.when.length > 0)
  return [
    ...when,
    ...(ofBindings ? [bindings.map((binding) => binding.when.join(' and ')).join(' or ')] : []),
    ...(equivalent ? [] : [`version: ${versions.join(',')}`]),
    ...(names.length > 0 ? [`name: ${names.join(',')}`] : []),
  ].join('; ')
}
