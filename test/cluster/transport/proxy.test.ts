import { expect, test } from '@jest/globals'
import { proxyFor } from '../../../src/cluster/transport/proxy.ts'
import recorded from './proxy.json' with { type: 'json' }

test.each(Object.entries(recorded.direct))('NO_PROXY=%s', (NO_PROXY, direct) => {
  const env = { HTTPS_PROXY: 'http://p.example:3128', HTTP_PROXY: 'q.example:80', NO_PROXY }
  const without = recorded.servers.filter((server) => proxyFor(new URL(server), undefined, env) === undefined)
  expect(without).toEqual(direct)
})

test('each scheme has a proxy of its own, in capitals or not', () => {
  const env = { https_proxy: 'http://p.example:3128', HTTP_PROXY: 'q.example:8080' }
  expect(proxyFor(new URL('https://api.example.com'), undefined, env)?.host).toBe('p.example:3128')
  expect(proxyFor(new URL('http://api.example.com'), undefined, env)?.host).toBe('q.example:8080')
  expect(proxyFor(new URL('http://api.example.com'), undefined, {})).toBeUndefined()
})

test('that of the kubeconfig counts for all', () => {
  const env = { HTTPS_PROXY: 'http://p.example:3128', NO_PROXY: '*' }
  const proxy = proxyFor(new URL('https://127.0.0.1'), 'socks5://s.example', env)
  expect(proxy?.href).toBe('socks5://s.example')
})
