/** What could be learned, or why it could not: nothing is made up in its place. */
export type Known<T> = { value: T; why?: undefined } | { value?: undefined; why: string }

export function known<T>(value: T): Known<T> {
  return { value }
}
