import { isDate } from '../../model/go/time.ts'

/**
 * RFC 3339, with small letters allowed. What follows a second `t` is not looked at, and the mark before a fraction may
 * be any character: so is upstream (strfmt.IsDateTime).
 */
export function isDateTime(text: string): boolean {
  const [date, time] = text.split(/t/i, 2) as [string, string | undefined]
  if (time === undefined || !isDate(date)) return false
  const match = /^([0-9]{2}):([0-9]{2}):([0-9]{2})([^\n][0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})$/iu.exec(time)
  return match !== null && match[1]! <= '23' && match[2]! <= '59' && match[3]! <= '59'
}
