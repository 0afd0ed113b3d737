// npm run bench:inspect: inspect against a control plane on this machine, beside kubectl. First on a small cluster, where it is
// start-up that counts; then with many CRDs and objects, which are put into etcd directly. Whole processes, medians of
// interleaved rounds. Flags: --crds N (1000), --objects N (100000), --fields N (40), --rounds N (15), --large-rounds N (3).
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Command, interleaved, type Medians, run } from '../bench/validate/measure.ts'
import { Client } from '../test/control-plane/client.ts'
import { put, putAll } from '../test/control-plane/etcd.ts'
import { crdsPath, installCRD } from '../test/control-plane/install.ts'
import { startControlPlane } from '../test/control-plane/start.ts'

const { values } = parseArgs({
  options: {
    crds: { type: 'string', default: '1000' },
    objects: { type: 'string', default: '100000' },
    fields: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '15' },
    'large-rounds': { type: 'string', default: '3' },
  },
})
const [crds, objects, fields] = [Number(values.crds), Number(values.objects), Number(values.fields)]
const root = fileURLToPath(new URL('..', import.meta.url))
const ours = `${root}bin/kubectl-crd`
const groups = Math.max(1, Math.round(crds / 25))

const name = (i: number) => ({ plural: `things${i}`, kind: `Thing${i}`, group: `group${i % groups}.bench.example.com` })

function definition(i: number): { metadata: { name: string } } {
  const { plural, kind, group } = name(i)
  const description = 'What it is for is said here in about as many words as people take who write such things.'
  const properties = Object.fromEntries(
    Array.from({ length: fields }, (_, at) => [`field${at}`, { type: 'string', maxLength: 100, description }]),
  )
  const schema = { type: 'object', properties: { spec: { type: 'object', properties }, status: { type: 'object' } } }
  const version = { name: 'v1', served: true, storage: true, subresources: { status: {} } }
  const names = { plural, singular: plural.replace('things', 'thing'), kind, listKind: `${kind}List` }
  const versions = [{ ...version, schema: { openAPIV3Schema: schema } }]
  const since = { status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { ...stored(i), name: `${plural}.${group}`, generation: 1 },
    spec: { group, scope: 'Namespaced', names, versions, conversion: { strategy: 'None' } },
    status: {
      acceptedNames: names,
      storedVersions: ['v1'],
      conditions: [
        { type: 'NamesAccepted', reason: 'NoConflicts', message: 'no conflicts found', ...since },
        {
          type: 'Established',
          reason: 'InitialNamesAccepted',
          message: 'the initial names have been accepted',
          ...since,
        },
      ],
    },
  } as { metadata: { name: string } }
}

function stored(i: number): object {
  const uid = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`
  return { uid, creationTimestamp: '2026-01-01T00:00:00Z' }
}

function* definitions(): Generator<[string, string]> {
  for (let i = 0; i < crds; i++) {
    const crd = definition(i)
    yield [`/registry/apiextensions.k8s.io/customresourcedefinitions/${crd.metadata.name}`, JSON.stringify(crd)]
  }
}

function* resources(): Generator<[string, string]> {
  for (let i = 0; i < objects; i++) {
    const { plural, kind, group } = name(i % crds)
    const metadata = { ...stored(1_000_000 + i), name: `object-${i}`, namespace: 'default', generation: 1 }
    const spec = { field0: 'a text', field1: 'another text' }
    yield [
      `/registry/${group}/${plural}/default/object-${i}`,
      JSON.stringify({ apiVersion: `${group}/v1`, kind, metadata, spec }),
    ]
  }
}

function table(commands: readonly Command[], measured: readonly Medians[]): void {
  const first = measured[0]!
  console.log('| whole process | wall ms | to kubectl get crd | CPU ms | peak MB |\n|---|---|---|---|---|')
  for (const [i, { wallMs, cpuMs, peakMb, failed }] of measured.entries()) {
    const ratio = (wallMs / first.wallMs).toFixed(2)
    const figures = `${wallMs.toFixed(0)} | ${ratio} | ${cpuMs.toFixed(0)} | ${peakMb.toFixed(0)}`
    console.log(`| ${commands[i]!.name} | ${failed ?? figures} |`)
  }
}

const told = (text: string) => process.stderr.write(`\r\x1b[K${text}`)
const command = (named: string, ...words: string[]): Command => ({ name: named, words, answers: [0] })
const scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-bench-'))
const plane = await startControlPlane()
try {
  process.env.KUBECONFIG = plane.kubeconfigPath
  process.env.KUBECACHEDIR = scratch
  const client = new Client(plane)
  const small = { ...definition(crds), status: undefined, metadata: { name: definition(crds).metadata.name } }
  const { status, text } = await installCRD(client, JSON.stringify(small))
  if (status !== 201) throw new Error(`the CRD was not accepted: ${text}`)
  const commands = [
    command('kubectl get crd', plane.kubectl, 'get', 'crd'),
    command('kubectl-crd inspect', ours, 'inspect'),
  ]
  const bare = command('bare Node', `${root}node_modules/.bin/node`, '-e', '0')
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}\n`)
  console.log(`one CRD, median of ${values.rounds} rounds:\n`)
  table([...commands, bare], interleaved([...commands, bare], Number(values.rounds), told))

  told('putting CRDs and objects into etcd')
  // Watches tell changes apart by their revision, so each has its own.
  for (const [key, value] of definitions()) await put(plane.etcdUrl, key, value)
  await putAll(plane.etcdUrl, resources())
  // Every resource has its own store, which is made when it is first asked for; that is nobody's time but the server's.
  for (let i = 0; i < crds; i++) {
    const { plural, group } = name(i)
    for (let waited = 0; ; waited++) {
      const { status } = await client.request('GET', `/apis/${group}/v1/${plural}?limit=1`)
      if (status === 200) break
      if (waited > 600) throw new Error(`${plural}.${group} is not served: ${status}`)
      told(`waiting until they are served: ${i} of ${crds}`)
      await sleep(500)
    }
  }
  client.close()

  const large = [...commands, command('kubectl-crd inspect --counts', ours, 'inspect', '--counts')]
  const measured = interleaved(large, Number(values['large-rounds']), told)
  told('')
  console.log(`\n${crds} CRDs, ${objects} objects, median of ${values['large-rounds']} rounds:\n`)
  table(large, measured)
  console.log('')
  for (const words of [['inspect'], ['inspect', '--counts']]) {
    const { said } = run(command('', ours, ...words, '-v=6'))
    const asked = [...said.matchAll(/verb="GET" url="[^"?]*:\d+([^"?]*)(\?[^"]*)?"/g)].map(([, path]) => path!)
    const lists = asked.filter((path) => path === crdsPath).length
    const others = asked.filter((path) => path.startsWith('/apis/group')).length
    const counted = [...said.matchAll(/^things\S+ +\S+ +Ok +(\d+) /gm)].reduce((sum, [, n]) => sum + Number(n), 0)
    const sum = words.includes('--counts') ? `, ${counted} objects counted` : ''
    console.log(
      `${words.join(' ')}: ${asked.length} requests, of which the list of CRDs ${lists} pages, objects ${others}${sum}`,
    )
  }
} finally {
  await plane.stop()
  rmSync(scratch, { recursive: true, force: true })
}
