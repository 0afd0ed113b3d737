/** Puts a value where the server keeps its objects. @returns the revision, which is the object's resourceVersion */
export async function put(url: string, key: string, value: string): Promise<string> {
  const { header } = await call(url, 'put', { key: base64(key), value: base64(value) })
  return header.revision
}

/** Puts many values, a hundred at a time, with one revision: for what nobody watches yet. */
export async function putAll(url: string, entries: Iterable<readonly [key: string, value: string]>): Promise<void> {
  let pending: object[] = []
  const flush = async () => {
    if (pending.length > 0) await call(url, 'txn', { success: pending })
    pending = []
  }
  for (const [key, value] of entries) {
    pending.push({ requestPut: { key: base64(key), value: base64(value) } })
    if (pending.length === 100) await flush()
  }
  await flush()
}

export async function remove(url: string, key: string): Promise<void> {
  await call(url, 'deleterange', { key: base64(key) })
}

/** etcd's gRPC gateway. */
async function call(url: string, what: string, body: object): Promise<{ header: { revision: string } }> {
  const response = await fetch(`${url}/v3/kv/${what}`, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`etcd: ${await response.text()}`)
  return (await response.json()) as { header: { revision: string } }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
