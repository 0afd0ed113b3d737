import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from '@jest/globals'
import type { ClusterFlags } from '../../../src/cluster/cluster-flags.ts'
import { pages } from '../../../src/cluster/transport/pages.ts'
import { accepted, readJson } from '../../../src/cluster/transport/read-json.ts'
import { watch } from '../../../src/cluster/transport/watch.ts'
import { json, type Served, served } from './server.ts'

const open: Served[] = []
afterEach(() => {
  for (const each of open.splice(0)) each.close()
})
async function serve(answer: Parameters<typeof served>[0], flags: ClusterFlags = {}): Promise<Served> {
  const made = await served(answer, flags)
  open.push(made)
  return made
}

test('one connection serves many requests', async () => {
  const { transport, connections } = await serve((n, _, response) => json(response, { n }))
  for (let i = 1; i <= 10; i++) expect((await transport.request({ path: '/x' })).text).toBe(`{"n":${i}}`)
  expect(connections()).toBe(1)
})

test('what the server wants to be asked again is, what may not be is not', async () => {
  const busy: Parameters<typeof served>[0] = (n, _, response) =>
    n < 3 ? json(response, {}, n === 1 ? 429 : 503, { 'retry-after': '0' }) : json(response, { n })
  const first = await serve(busy)
  expect((await first.transport.request({ path: '/x' })).text).toBe('{"n":3}')
  const second = await serve(busy)
  expect((await second.transport.request({ path: '/x', method: 'POST', body: '{}' })).status).toBe(429)
  const third = await serve(busy)
  const dryRun = { path: '/x?dryRun=All', method: 'POST', body: '{}', idempotent: true }
  expect((await third.transport.request(dryRun)).text).toBe('{"n":3}')
})

test('a server that is busy for ever is given up, one that does not say when at once', async () => {
  let asked = 0
  const { transport } = await serve((n, _, response) => {
    asked = n
    json(response, {}, 503, { 'retry-after': '0' })
  })
  expect((await transport.request({ path: '/x' })).status).toBe(503)
  expect(asked).toBe(6)
  const silent = await serve((n, _, response) => {
    asked = n
    json(response, {}, 503)
  })
  expect((await silent.transport.request({ path: '/x' })).status).toBe(503)
  expect(asked).toBe(1)
})

test('a connection that breaks is made anew, once', async () => {
  const { transport } = await serve((n, request, response) =>
    n === 2 ? request.socket.destroy() : json(response, { n }),
  )
  await transport.request({ path: '/x' })
  expect((await transport.request({ path: '/x' })).text).toBe('{"n":3}')
  const never = await serve((_, request) => request.socket.destroy())
  await expect(never.transport.request({ path: '/x' })).rejects.toThrow('Unable to connect to the server')
})

test('--request-timeout ends what takes long, before and within the answer', async () => {
  const { transport } = await serve(() => {}, { 'request-timeout': '50ms' })
  await expect(transport.request({ path: '/x' })).rejects.toThrow(
    'Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
  )
  const slow = await serve((_, __, response) => void response.writeHead(200).write('{'), { 'request-timeout': '50ms' })
  await expect(slow.transport.request({ path: '/x' })).rejects.toThrow('while reading the answer')
})

test('compressed answers and warnings are read', async () => {
  const { transport } = await serve((_, { headers }, response) => {
    expect(headers['accept-encoding']).toBe('gzip')
    response.setHeader('warning', ['299 - "first, \\"one\\""', '299 - "second"'])
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":"ö"}'))
  })
  const answer = await transport.request({ path: '/x' })
  expect(answer).toMatchObject({ text: '{"a":"ö"}', warnings: ['first, "one"', 'second'] })
})

test('numbers are what the server holds', () => {
  expect(readJson('{"big":9007199254740993,"float":1.0}')).toMatchObject({
    big: 9007199254740993n,
    float: { value: 1 },
  })
})

test.each([
  [
    404,
    'application/json',
    '{"kind":"Status","code":404,"reason":"NotFound","message":"no"}',
    'Error from server (NotFound): no',
  ],
  [
    404,
    'text/plain',
    '404 page not found',
    'Error from server (NotFound): the server could not find the requested resource',
  ],
  [
    502,
    'text/html',
    '<html>bad',
    'Error from server (InternalError): an error on the server ("<html>bad") has prevented the request from succeeding',
  ],
  [
    401,
    'text/plain',
    'who?',
    'error: You must be logged in to the server (the server has asked for the client to provide credentials)',
  ],
  [403, 'text/plain', 'not you', 'Error from server (Forbidden): not you'],
  [
    418,
    'application/json',
    '{}',
    'Error from server: the server responded with the status code 418 but did not return more information',
  ],
])('a refusal: %d %s', async (status, type, text, message) => {
  const { transport } = await serve((_, __, response) => response.writeHead(status, { 'content-type': type }).end(text))
  await expect(transport.request({ path: '/x' }).then((answer) => accepted(transport, answer))).rejects.toThrow(message)
})

test('a refusal names the verb that is missing', async () => {
  const message =
    'widgets.example.com "a" is forbidden: User "joe" cannot patch resource "widgets/status" in API group "example.com" in the namespace "ns"'
  const { transport } = await serve((_, __, response) =>
    json(response, { kind: 'Status', reason: 'Forbidden', message }, 403),
  )
  await expect(transport.request({ path: '/x' }).then((answer) => accepted(transport, answer))).rejects.toMatchObject({
    hint: 'the verb patch on widgets.example.com is missing: kubectl auth can-i patch widgets.example.com --subresource=status -n ns',
  })
})

test('lists are read page by page, and go on when they have become too old', async () => {
  const asked: string[] = []
  const { transport } = await serve((n, { url }, response) => {
    asked.push(url!)
    const item = (name: string) => ({ metadata: { name } })
    if (n === 1) json(response, { items: [item('a')], metadata: { continue: 'next', resourceVersion: '7' } })
    else if (n === 2)
      json(response, { kind: 'Status', code: 410, reason: 'Expired', metadata: { continue: 'newest' } }, 410)
    else json(response, { items: [item('b')], metadata: { resourceVersion: '9' } })
  })
  const found = []
  for await (const page of pages(transport, '/apis/x', { limit: 1, labelSelector: 'a=b' })) found.push(page)
  expect(
    found.map(({ items, inconsistent, resourceVersion }) => [items.length, inconsistent, resourceVersion]),
  ).toEqual([
    [1, false, '7'],
    [1, true, '9'],
  ])
  expect(asked).toEqual([
    '/apis/x?limit=1&labelSelector=a%3Db',
    '/apis/x?limit=1&labelSelector=a%3Db&continue=next',
    '/apis/x?limit=1&labelSelector=a%3Db&continue=newest',
  ])
})

async function watched(served: Served, silence = 1000): Promise<string[]> {
  const seen: string[] = []
  for await (const { type, object } of watch(served.transport, '/apis/x', { resourceVersion: '1', silence }))
    seen.push(`${type} ${JSON.stringify(object)}`)
  return seen
}

test('a watch hands out whole events, however they are cut', async () => {
  const made = await serve((_, { url }, response) => {
    expect(url).toMatch(/^\/apis\/x\?watch=true&allowWatchBookmarks=true&resourceVersion=1&timeoutSeconds=\d{3}$/)
    const text = '{"type":"ADDED","object":{"a":"ö"}}\n{"type":"BOOKMARK","object":{}}\n'
    const bytes = Buffer.from(text)
    response.writeHead(200)
    for (const byte of bytes) response.write(Buffer.from([byte]))
    response.end()
  })
  expect(await watched(made)).toEqual(['ADDED {"a":"ö"}', 'BOOKMARK {}'])
})

test.each<[string, (response: import('node:http').ServerResponse) => void, string]>([
  ['that ends within an event', (response) => response.end('{"type":"ADD'), 'the watch broke: unexpected EOF'],
  ['that says nothing', (response) => void response.writeHead(200).write(' '), 'nothing was heard for 0.05 s'],
  [
    'that is too old, in the stream',
    (response) =>
      response.end('{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}\n'),
    'Error from server (Expired): too old',
  ],
  [
    'that is too old from the start',
    (response) => json(response, { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' }, 410),
    'Error from server (Expired): too old',
  ],
  ['that breaks', (response) => response.write('{"type', () => response.destroy()), 'the watch broke'],
])('a watch %s', async (_, answer, message) => {
  const made = await serve((__, ___, response) => answer(response))
  await expect(watched(made, 50)).rejects.toThrow(message)
})

test.each(['6', '7', '8', '9'])('-v=%s shows requests and no secrets', async (v) => {
  const { transport, said } = await serve((_, __, response) => json(response, {}, 200, { 'set-cookie': 'secret=1' }), {
    v,
  })
  Object.assign(transport.access.user, { token: 'very-secret' })
  await transport.request({ path: '/x', method: 'POST', body: '{"password":"secret"}' })
  const text = said.join('')
  expect(text).toMatch(/^I\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ transport\.ts\] "Re/)
  expect(text).toContain(v === '9' ? 'curl -v -XPOST' : 'verb="POST"')
  expect(text).toContain('status="200 OK"')
  expect(text).not.toContain('secret')
  if (v !== '6') expect(text).toMatch(/Authorization: Bearer <masked>/)
})

test('below -v=6 nothing is shown', async () => {
  const { transport, said } = await serve((_, __, response) => json(response, {}), { v: '5' })
  await transport.request({ path: '/x' })
  expect(said).toEqual([])
})
