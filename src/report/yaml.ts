import type { Result, Summary } from '../model/result.ts'
import { fromPlain, type Value } from '../model/value.ts'
import { yamlText } from '../model/yaml-text.ts'
import { costsData, resultData } from './json.ts'
import type { Report } from './report.ts'

/** What {@link JsonReport} prints, as YAML. */
export class YamlReport implements Report {
  readonly #serverVersion: string
  #first = true

  constructor(serverVersion: string) {
    this.#serverVersion = serverVersion
  }

  open(): string {
    return inOrder({ apiVersion: 'kubectl-crd/v1', kind: 'ValidationReport', serverVersion: this.#serverVersion })
  }

  result(result: Result): string {
    const lead = this.#first ? 'results:\n' : ''
    this.#first = false
    const item = fromPlain(resultData(result)) as Record<string, Value>
    item.stored = result.stored ?? null
    if (result.costs) item.costs = costsData(result)
    return lead + yamlText([item], { sorted: false })
  }

  close(summary: Summary): string {
    return (this.#first ? 'results: []\n' : '') + inOrder({ summary })
  }
}

function inOrder(data: object): string {
  return yamlText(fromPlain(data), { sorted: false })
}
