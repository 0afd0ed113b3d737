import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Cluster } from '../../../src/cluster/cluster.ts'
import { resourceNamed } from '../../../src/cluster/discovery/resource-argument.ts'
import { nameOf } from '../../../src/model/document.ts'
import { surroundings } from '../../cluster/surroundings.ts'
import { describeWithOwnControlPlane } from '../describe.ts'

await describeWithOwnControlPlane('a cluster', { emulatedVersion: '1.35' }, (server) => {
  let folder: string
  let cluster: Cluster

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-cluster-'))
    cluster = new Cluster({ kubeconfig: server().kubeconfigPath, 'cache-dir': folder }, surroundings())
  })
  afterAll(() => {
    cluster.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('tells its version', async () => {
    expect(await cluster.version()).toMatchObject({ rules: { minor: 35 } })
  })

  test('has objects, in namespaces or not', async () => {
    const found = async (type: string) =>
      (await cluster.discovery.find((known) => resourceNamed(known, type)))!.resource
    const namespace = await cluster.object(await found('ns'), 'kube-system')
    expect(nameOf(namespace.root)).toEqual({ name: 'kube-system', namespace: '' })
    const endpoints = await found('services')
    expect(nameOf((await cluster.object(endpoints, 'kubernetes')).root)).toEqual({
      name: 'kubernetes',
      namespace: 'default',
    })
    await expect(cluster.object(endpoints, 'kubernetes', 'kube-system')).rejects.toMatchObject({
      code: 404,
      message: 'Error from server (NotFound): services "kubernetes" not found',
    })
  })
})
