/** What a search finds; undefined where combinators are nested so deep that the stack does not hold it. */
export function orNone<T>(search: () => T): T | undefined {
  try {
    return search()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
