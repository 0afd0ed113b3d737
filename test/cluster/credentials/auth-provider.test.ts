import { expect, test } from '@jest/globals'
import { providerToken } from '../../../src/cluster/credentials/auth-provider.ts'

const token = (exp: number) => `e30.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.x`
const now = Math.floor(Date.now() / 1000)
const oidc = (idToken: string) => ({ name: 'oidc', config: new Map([['id-token', idToken]]) })

test('the token of oidc is used until it expires', () => {
  expect(providerToken(oidc(token(now + 60)))).toBe(token(now + 60))
  expect(() => providerToken(oidc(token(now - 60)))).toThrow(
    'error: the id-token of the oidc auth provider has expired',
  )
  expect(() => providerToken(oidc('no token'))).toThrow('has expired')
  expect(() => providerToken(oidc(''))).toThrow('No valid id-token')
})

test.each([
  ['gcp', 'error: The gcp auth plugin has been removed.'],
  ['azure', 'error: The azure auth plugin has been removed.'],
  ['other', 'error: no Auth Provider found for name "other"'],
])('%s is known no more, or never was', (name, message) => {
  expect(() => providerToken({ name, config: new Map() })).toThrow(message)
})
