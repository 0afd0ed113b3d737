import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readManifests } from '../../../src/manifest/read.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { root } from '../../e2e/cli.ts'
import { Client } from '../client.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { installCRD } from '../install.ts'
import { type Ran, runPlugin } from './run-plugin.ts'

const crontabs = `${root}examples/crontab/crd.yaml`

/** Fields of kinds that Kubernetes has itself. */
const fields = [
  ...['pods', 'po.spec', 'pod.spec.containers', 'po.spec.containers.image', 'po.spec.containers.env.valueFrom'],
  ...[
    'pod.spec.containers.resources',
    'pod.spec.containers.resources.limits',
    'pod.spec.containers.livenessProbe.httpGet.port',
  ],
  ...[
    'pod.spec.volumes.emptyDir.sizeLimit',
    'pod.status.conditions.lastTransitionTime',
    'deploy.spec.strategy.rollingUpdate.maxSurge',
  ],
  ...[
    'deploy.spec.selector.matchLabels',
    'sts.spec.volumeClaimTemplates.spec.resources',
    'svc.spec.ports.targetPort',
    'secret.data',
  ],
  ...[
    'secrets.stringData',
    'cm.data',
    'cm.binaryData',
    'hpa.spec.metrics.resource.target',
    'cronjob.spec.jobTemplate.spec.backoffLimit',
  ],
  ...[
    'ing.spec.rules.http.paths.pathType',
    'netpol.spec.ingress.from.ipBlock',
    'crd.spec.versions.schema.openAPIV3Schema',
  ],
  ...[
    'clusterrole.rules.verbs',
    'pvc.spec.accessModes',
    'sc.parameters',
    'events.reportingComponent',
    'node.status.addresses',
  ],
]

await describeWithOwnControlPlane('explain, in a cluster', {}, (server) => {
  let folder: string
  let client: Client

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-explain-'))
    client = new Client(server())
    const [crd] = readManifests({ name: crontabs, text: readFileSync(crontabs, 'utf8') })
    expect((await installCRD(client, marshal(crd!.root!))).status).toBe(201)
    const object = {
      apiVersion: 'stable.example.com/v1',
      kind: 'CronTab',
      metadata: { name: 'nightly' },
      spec: { cronSpec: '0 3 * * *', image: 'x' },
    }
    const path = '/apis/stable.example.com/v1/namespaces/default/crontabs'
    expect((await client.request('POST', `${path}?fieldManager=tester`, object)).status).toBe(201)
  })
  afterAll(() => {
    client.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const env = () => ({ KUBECONFIG: server().kubeconfigPath, KUBECACHEDIR: join(folder, 'cache'), HOME: folder })
  const explain = (...words: string[]): Promise<Ran> => runPlugin(['explain', ...words], env())

  test('what a CRD of the cluster says is what its file says', async () => {
    for (const words of [['ct.spec', '-o', 'json'], ['crontab.spec.replicas'], ['crontab', '--recursive']]) {
      const [live, file] = [await explain(...words), await explain(...words, '-f', crontabs)]
      expect(live.err).toBe('')
      // Places are those in the text.
      const tidy = (text: string) => text.replace(/"source": ".*"/, '').replace(/"status": true/, '')
      expect(tidy(live.out)).toBe(tidy(file.out))
    }
  })

  test(`${fields.length} fields of Kubernetes' own kinds are what kubectl explain says`, async () => {
    const theirs: Record<string, { type: string | undefined; description: string; below: unknown }> = {}
    const ours: typeof theirs = {}
    for (const field of fields) {
      const { stdout: said } = await promisify(execFile)(server().kubectl, ['explain', field], {
        env: { ...process.env, ...env() },
      })
      // It has no word for it.
      const stdout = said.replaceAll('<IntOrString>', '<integer or string>')
      const [, type] = /^FIELD: \S+ <(.*?)>/m.exec(stdout) ?? []
      const [, description = ''] =
        /^DESCRIPTION:\n([\s\S]*?)(?=\n {4}\nFIELDS:|\nFIELDS:|$(?![\s\S]))/m.exec(stdout) ?? []
      const below = Array.from(stdout.matchAll(/^ {2}(\S+)\t<(.*?)>( -required-)?$/gm), ([, name, kind, required]) => [
        name,
        kind,
        required !== undefined,
      ])
      theirs[field] = { type, description: words(description), below }
      const { out } = await explain(field, '-o', 'json', '--max-depth=1')
      const doc = JSON.parse(out)
      ours[field] = {
        type: doc.field.path === '' ? undefined : doc.field.type,
        description: words(doc.field.description),
        below: doc.fields
          .filter(({ depth }: { depth: number }) => depth === 1)
          .map(({ name, type: kind, required }: { name: string; type: string; required: boolean }) => [
            name,
            kind,
            required,
          ]),
      }
    }
    // It tells the description of the type behind that of the field.
    for (const field of fields) {
      const own = ours[field]!.description
      if (theirs[field]!.description.startsWith(`${own} `)) theirs[field]!.description = own
    }
    expect(ours).toEqual(theirs)
  }, 60_000)

  /** kubectl breaks lines, and leaves out what follows the possible values. */
  function words(text: string): string {
    return text
      .replace(/\s+/g, ' ')
      .replace(/ENUM: .*?(?= [A-Z])/, '')
      .trim()
  }

  test('an object stands with its fields', async () => {
    const { out, err } = await explain('ct.spec/nightly')
    expect(err).toBe('')
    expect(out).toContain('0 3 * * *')
    expect(out).toContain('tester')
    const missing = await explain('ct/none', '-n', 'other')
    expect(missing).toMatchObject({ code: 2, out: '' })
    expect(missing.err).toBe('Error from server (NotFound): crontabs.stable.example.com "none" not found\n')
  })

  test('so do objects of the core group, which has no name', async () => {
    const { out } = await explain('svc.spec.clusterIP/kubernetes')
    expect(out).toMatch(/^KIND: +Service\nVERSION: +v1\n/)
    expect(out).toContain('10.0.0.1')
    expect(JSON.parse((await explain('svc', '-o', 'jsonschema')).out).title).toBe('Service (v1)')
    expect((await explain('svc', '-o', 'typescript')).out).toContain("'v1'")
  })

  test('what there is not is said as kubectl says it', async () => {
    expect(await explain('crontap.spec')).toMatchObject({
      code: 2,
      err: 'error: the server doesn\'t have a resource type "crontap"\nhint: did you mean crontabs?\n',
    })
    const field = await explain('ct.spec.replica')
    expect(field.err).toContain('field "replica" does not exist in spec')
  })

  test('who may not read CRDs is told the verb, and sees what is published', async () => {
    const { code, out, err } = await explain('ct.spec.replicas', '--as=joe', '--as-group=system:authenticated')
    expect(code).toBe(0)
    expect(out).toContain('RANGE: 1..10')
    expect(err).toBe(
      'Note: the CRD crontabs.stable.example.com cannot be read; this is what the server publishes of it, without columns, conversion and which version is stored\n' +
        'hint: the verb get on customresourcedefinitions.apiextensions.k8s.io is missing: kubectl auth can-i get customresourcedefinitions.apiextensions.k8s.io\n',
    )
    const object = await explain('ct/nightly', '--as=joe', '--as-group=system:authenticated')
    expect(object.err).toContain(
      'hint: the verb get on crontabs.stable.example.com is missing: kubectl auth can-i get crontabs.stable.example.com -n default\n',
    )
  })

  test('samples are of what the cluster has', async () => {
    const { code, out } = await runPlugin(['sample', 'ct', '--minimal'], env())
    expect(code).toBe(0)
    const answer = await client.request(
      'POST',
      '/apis/stable.example.com/v1/namespaces/default/crontabs?dryRun=All&fieldValidation=Strict',
      marshal(readManifests({ name: 'sample', text: out })[0]!.root!),
    )
    expect(answer.status).toBe(201)
    expect(await runPlugin(['sample', 'pods'], env())).toMatchObject({ code: 2, out: '' })
  })

  test('nobody is asked about files', async () => {
    const nowhere = { KUBECONFIG: join(folder, 'none'), KUBERNETES_MASTER: 'http://127.0.0.1:1', HOME: folder }
    expect((await runPlugin(['explain', 'ct', '-f', crontabs], nowhere)).code).toBe(0)
    const { code, err } = await runPlugin(['explain', 'ct'], nowhere)
    expect(code).toBe(2)
    expect(err).toMatch(
      /^The connection to the server 127\.0\.0\.1:1 was refused .*\nhint: .*\nhint: or name the file of the CRD with -f PATH, or in .*under crds\n$/,
    )
  })

  test('the repository comes before the cluster, unless a flag chooses one', async () => {
    const before = process.cwd()
    const repository = mkdtempSync(join(folder, 'repository-'))
    const own = readFileSync(crontabs, 'utf8').replace('maximum: 10', 'maximum: 99')
    writeFileSync(join(repository, 'crd.yaml'), own)
    writeFileSync(join(repository, '.kubectl-crd.yaml'), 'crds: [crd.yaml]\n')
    process.chdir(repository)
    try {
      expect((await explain('ct.spec.replicas')).out).toContain('1..99')
      expect((await explain('ct.spec.replicas', '--context=kubectl-crd-test')).out).toContain('1..10')
      expect((await explain('cm.data')).out).toContain('ConfigMap')
      expect((await explain('ct.spec/nightly')).out).toContain('0 3 * * *')
    } finally {
      process.chdir(before)
    }
  })
})
