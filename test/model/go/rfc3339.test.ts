import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { formatRFC3339, isZeroTime, parseRFC3339, rfc3339Error } from '../../../src/model/go/rfc3339.ts'

/** What Go 1.26's time.Parse(time.RFC3339) said: an error, or seconds, nanoseconds and how metav1.Time is written. */
const recorded = JSON.parse(readFileSync(new URL('times.json', import.meta.url), 'utf8')) as [string, string][]

test.each(recorded)('%j', (text, answer) => {
  const moment = parseRFC3339(text)
  if (typeof moment === 'string') {
    expect(moment).toBe(answer)
    expect(rfc3339Error(text)).toBe(answer)
  } else {
    const written = isZeroTime(moment) ? 'null' : `"${formatRFC3339(moment)}"`
    expect(`${moment.seconds} ${moment.nanos} ${written}`).toBe(answer)
    expect(rfc3339Error(text)).toBeUndefined()
  }
})
