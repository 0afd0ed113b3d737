import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { homeOf } from '../../src/cluster/surroundings.ts'

test('home is where kubectl looks for it', () => {
  expect(homeOf({ HOME: '/home/joe', USERPROFILE: '/other' }, 'linux')).toBe('/home/joe')
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-home-'))
  mkdirSync(join(folder, '.kube'))
  writeFileSync(join(folder, '.kube', 'config'), '')
  expect(homeOf({ HOME: folder, USERPROFILE: '/other' }, 'win32')).toBe(folder)
  rmSync(folder, { recursive: true })
  expect(homeOf({ HOMEDRIVE: 'C:', HOMEPATH: '\\Users\\joe', USERPROFILE: 'C:\\Users\\jim' }, 'win32')).toBe(
    'C:\\Users\\jim',
  )
})
