/** Runs asynchronous work, so much of it at once; the rest waits for its turn. */
export function limiter(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      // A place is handed on.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
