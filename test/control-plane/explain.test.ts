import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from '@jest/globals'
import { load } from 'js-yaml'
import { answer } from '../../src/explain/answer.ts'
import { explain } from '../../src/explain/explain.ts'
import { viewObject } from '../../src/explain/object-values.ts'
import { plainStyle } from '../../src/explain/style.ts'
import { readManifests } from '../../src/manifest/read.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import type { Dict } from '../../src/model/value.ts'
import { type CRD, readCRD } from '../../src/schema/crd.ts'
import { corpusFolder, definitionFiles } from '../conformance/corpus.ts'
import { below, pick, seeded } from '../conformance/mutate/random.ts'
import { Client } from './client.ts'
import { describeWithOwnControlPlane } from './describe.ts'
import { missing, readExplanation } from './explanation-facts.ts'
import { type CRDObject, installCRD } from './install.ts'
import type { Access } from './start.ts'

const seed = Number(process.env.KUBECTL_CRD_SEED ?? 1)
/** CRDs of the corpus, and fields of each version. */
const definitions = Number(process.env.KUBECTL_CRD_EXPLAIN ?? 10)
const fieldsOfEach = 8

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** A CRD with nearly everything, the made-up ones, and some of the real ones. */
function chosen(): string[] {
  const own = [
    '../explain/widgets.yaml',
    '../../examples/crontab/crd.yaml',
    '../../examples/sampledb/crd.yaml',
    '../../examples/zone/crd.yaml',
  ]
  const corpus = corpusFolder()
  if (!corpus) return own.map(path)
  const sinks = readdirSync(`${corpus}/../kitchen-sink`).filter((name) => name.startsWith('crd-'))
  const random = seeded(seed)
  const some = new Map<string, string>()
  for (const file of definitionFiles().toSorted(() => random() - 0.5)) {
    // One variant of each, of those that are no stubs.
    const name = file.replace(/^.*\/|--.*$|\.yaml$/g, '')
    if (some.size < definitions && !some.has(name)) some.set(name, file)
  }
  return [...own.map(path), ...sinks.map((name) => `${corpus}/../kitchen-sink/${name}`), ...some.values()]
}

const run = promisify(execFile)

await describeWithOwnControlPlane('kubectl explain', {}, (server) => {
  const cache = mkdtempSync(join(tmpdir(), 'kubectl-crd-explain-'))
  afterAll(() => rmSync(cache, { recursive: true, force: true }))

  test(
    'everything that it prints is in ours',
    async () => {
      const crds = await install(server(), chosen())
      expect(crds.length).toBeGreaterThanOrEqual(3)
      const questions = crds.flatMap(questionsAbout)
      const wrong: string[] = []
      let asked = 0
      let facts = 0
      const next = async (): Promise<void> => {
        for (let question = questions[asked++]; question; question = questions[asked++]) {
          const { crd, words } = question
          const theirs = await kubectl(server(), cache, ['explain', ...words])
          const ours = await own(crd, words)
          const shown = readExplanation(theirs)
          facts += shown.fields.length + Number(shown.description.length > 10)
          const lacking = missing(shown, readExplanation(ours))
          wrong.push(...lacking.map((what) => `${words.join(' ')}: ${what}`))
        }
      }
      await Promise.all([next(), next(), next()])
      expect(wrong).toEqual([])
      expect(questions.length).toBeGreaterThan(30)
      expect(facts).toBeGreaterThan(300)
    },
    Math.max(300_000, definitions * 20_000),
  )

  test.each([
    ['applied by the server', ['apply', '--server-side', '--field-manager=me'], 'me', 'defaulted'],
    ['applied by kubectl', ['apply'], 'kubectl-client-side-apply', 'defaulted'],
    // Of who creates, the server remembers all, and nobody what was given.
    ['created', ['create', '--field-manager=me'], 'me', 'set'],
  ])('what is said of an object that was %s', async (_, words, manager, origin) => {
    const [crd] = await install(server(), [path('../explain/widgets.yaml')])
    const name = words.join('').replace(/\W/g, '')
    const file = join(cache, `${name}.json`)
    const spec = {
      color: 'red',
      replicas: 3,
      minReplicas: 2,
      price: 2,
      ports: [
        { name: 'a', protocol: 'TCP', number: 5 },
        { name: 'b', number: 6 },
      ],
      tags: ['https://a'],
    }
    writeFileSync(file, JSON.stringify({ apiVersion: 'shop.example.com/v1', kind: 'Widget', metadata: { name }, spec }))
    await kubectl(server(), cache, [...words, '-f', file])
    const patch = ['patch', 'wg', name, '--subresource=status', '--type=merge', '-p', '{"status":{"replicas":2}}']
    await kubectl(server(), cache, [...patch, '--field-manager=controller'])
    const live = await kubectl(server(), cache, ['get', 'wg', name, '-o', 'json', '--show-managed-fields'])
    const [document] = readManifests({ name: file, text: live })
    const object = viewObject(document!.root as Dict, crd!, newestVersion)
    const found = explain([crd!], `wg/${name}`, { object, recursive: true })
    if ('error' in found) throw new Error(found.error)
    const values = new Map(found.doc.fields.map((field) => [field.path, field.values?.at(-1)]))
    const said = (path: string) => [values.get(path)?.origin, ...(values.get(path)?.managers ?? [])]
    expect(said('spec.color')).toEqual(['set', manager])
    expect(said('spec.ports[].number')).toEqual(['set', manager])
    expect(said('spec.ports[].protocol')[0]).toBe(origin)
    expect(said('status.replicas')).toEqual(['set', 'controller (status)'])
    expect(said('metadata.uid')).toEqual(['set'])
    expect(values.get('spec.host')).toBeUndefined()
  })
})

interface Question {
  crd: CRD
  /** As both commands take them. */
  words: string[]
}

/** The root, all fields below it, and some fields of each version. */
function questionsAbout(crd: CRD): Question[] {
  const random = seeded(seed)
  return crd.versions
    .filter(({ served }) => served)
    .flatMap((version) => {
      const apiVersion = `--api-version=${crd.group}/${version.name}`
      const { plural } = crd.names
      const found = explain([crd], plural, { apiVersion: `${crd.group}/${version.name}`, recursive: true })
      if ('error' in found) throw new Error(found.error)
      // What kubectl can be asked about: it takes no brackets, and knows no dot within a name.
      const fields = found.doc.fields.filter((field) => !field.path.includes('["'))
      const objects = fields.filter((field) => field.properties > 0)
      const some = Array.from({ length: fieldsOfEach }, (_, i) => pick(random, i % 2 ? fields : objects).path)
      const argument = (field: string) => `${plural}.${field.replace(/\[\]|\.\*/g, '')}`
      const asked = [...new Set(some)].map(argument)
      const deep = asked[below(random, asked.length)]!
      return [
        [plural, apiVersion],
        [plural, apiVersion, '--recursive'],
        [deep, apiVersion, '--recursive'],
        ...asked.map((field) => [field, apiVersion]),
        // It has words of its own for what every object has.
        [
          argument(
            pick(
              random,
              fields.filter(({ builtIn }) => !builtIn),
            ).path,
          ),
          apiVersion,
          '--output=plaintext-openapiv2',
        ],
      ].map((words) => ({ crd, words }))
    })
}

async function kubectl({ kubectl: program, kubeconfigPath }: Access, cache: string, words: string[]): Promise<string> {
  const flags = ['--kubeconfig', kubeconfigPath, '--cache-dir', cache]
  const { stdout } = await run(program, [...flags, ...words], { maxBuffer: 2 ** 28 })
  return stdout
}

async function own(crd: CRD, [argument, apiVersion, ...flags]: string[]): Promise<string> {
  const said = await answer([crd], argument!, {
    apiVersion: apiVersion!.replace('--api-version=', ''),
    recursive: flags.includes('--recursive'),
    output: 'plaintext',
    width: 80,
    style: plainStyle,
    hash: () => '',
  })
  if ('error' in said) throw new Error(`${argument}: ${said.error}`)
  return said.text
}

/** Those that the server takes; it publishes them a moment after it serves them. */
async function install(access: Access, files: readonly string[]): Promise<CRD[]> {
  const client = new Client(access)
  const crds: CRD[] = []
  for (const name of files) {
    const text = readFileSync(name, 'utf8')
    const object = load(text) as CRDObject
    const { status } = await installCRD(client, JSON.stringify(object))
    if (status === 201 || status === 409)
      crds.push(...readManifests({ name, text }).flatMap((document) => readCRD(document) ?? []))
  }
  for (const { group, names, versions } of crds) {
    for (const { name, served } of versions) if (served) await published(client, `${group}/${name}`, names.kind)
  }
  client.close()
  return crds
}

async function published(client: Client, groupVersion: string, kind: string): Promise<void> {
  const wanted = `.${groupVersion.split('/')[1]}.${kind}`
  for (let attempt = 0; attempt < 300; attempt++) {
    const { status, json } = await client.request('GET', `/openapi/v3/apis/${groupVersion}`)
    const document = json as { components?: { schemas?: object } }
    const names = status === 200 ? Object.keys(document.components?.schemas ?? {}) : []
    if (names.some((name) => name.endsWith(wanted))) return
    await sleep(100)
  }
  throw new Error(`the server does not publish ${kind} of ${groupVersion}`)
}
