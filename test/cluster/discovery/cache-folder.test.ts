import { expect, test } from '@jest/globals'
import { cacheFolder, hostFolder, ownCacheFolder } from '../../../src/cluster/discovery/cache-folder.ts'
import { surroundings } from '../surroundings.ts'

test('caches are where those of kubectl are', () => {
  const around = surroundings({ env: { KUBECACHEDIR: '/caches' }, home: '/home/joe' })
  expect(cacheFolder({ 'cache-dir': '/given' }, around)).toBe('/given')
  expect(cacheFolder({}, around)).toBe('/caches')
  expect(cacheFolder({}, surroundings({ home: '/home/joe' }))).toBe('/home/joe/.kube/cache')
})

test('a server has a folder of its own, whatever it is called', () => {
  expect(hostFolder('https://10.0.0.1:6443')).toBe('10.0.0.1_6443')
  expect(ownCacheFolder('/caches', 'https://10.0.0.1:6443')).toBe('/caches/kubectl-crd/10.0.0.1_6443')
  expect(ownCacheFolder('/caches', 'https://../../x')).toBe('/caches/kubectl-crd/__.._x')
})
