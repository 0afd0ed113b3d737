import type { Summary } from '../model/result.ts'

/** What is counted beside the verdicts. */
export interface Counts {
  inputs: number
  warnings: number
  ignored: number
}

/** `12 documents in 3 inputs: 10 valid, 1 invalid, 1 skipped (built-in kinds); 2 warnings` */
export function summaryLine(summary: Summary, { inputs, warnings, ignored }: Counts): string {
  const parts = (['valid', 'invalid', 'skipped', 'unknown', 'unreadable'] as const)
    .filter((verdict) => summary[verdict] > 0 || verdict === 'valid')
    .map(
      (verdict) => `${summary[verdict]} ${verdict}${verdict === 'skipped' && ignored === 0 ? ' (built-in kinds)' : ''}`,
    )
  const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`
  const beside = [
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(ignored > 0 ? [`${plural(ignored, 'finding')} ignored`] : []),
  ].join(', ')
  return `${plural(summary.documents, 'document')} in ${plural(inputs, 'input')}: ${parts.join(', ')}${beside && `; ${beside}`}`
}
