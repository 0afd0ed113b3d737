/**
 * Works on several things at once and hands the outcomes out in order.
 * @param limit how many are in work at a time
 */
export async function* ahead<T, R>(
  source: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const pending: Promise<R>[] = []
  for await (const item of source) {
    const one = work(item)
    // Its turn to be heard comes later.
    one.catch(() => {})
    pending.push(one)
    if (pending.length >= limit) yield await pending.shift()!
  }
  for (const one of pending) yield await one
}
