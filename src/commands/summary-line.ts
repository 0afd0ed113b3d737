import type { Summary } from '../model/result.ts'

/** `12 documents in 3 files: 10 valid, 1 invalid, 1 skipped` */
export function summaryLine(summary: Summary, files: number): string {
  const parts = (['valid', 'invalid', 'skipped', 'unknown', 'unreadable'] as const)
    .filter((verdict) => summary[verdict] > 0 || verdict === 'valid')
    .map((verdict) => `${summary[verdict]} ${verdict}${verdict === 'skipped' ? ' (built-in kinds)' : ''}`)
  const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`
  return `${plural(summary.documents, 'document')} in ${plural(files, 'input')}: ${parts.join(', ')}`
}
