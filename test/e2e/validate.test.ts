import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createNetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { crd, root } from './cli.ts'
import { expectGolden } from './golden.ts'

let scratch: string
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-test-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const file = (name: string, text: string | Uint8Array) => {
  const path = join(scratch, name)
  writeFileSync(path, text)
  return path
}

describe('examples', () => {
  const crds: Record<string, string> = {
    crontab: 'crd',
    zone: 'crd',
    postgresql: 'crd',
    sampledb: 'crd',
    mysql: 'crds',
  }
  test.each(Object.entries(crds))('%s: the good ones are valid', (name, crdFile) => {
    const { status, out, err } = crd([
      'validate',
      '-f',
      `examples/${name}/good.yaml`,
      '--crds',
      `examples/${name}/${crdFile}.yaml`,
    ])
    expect([status, out.includes('error[')]).toEqual([0, false])
    expect(err).toMatch(/ valid(?:;|$)/m)
  })
  test.each(Object.keys(crds))('%s: the bad ones are told apart', (name) => {
    const { status, out } = crd(['validate', '-f', `examples/${name}`])
    expect(status).toBe(1)
    expectGolden(`validate/${name}.txt`, out)
  })
  test.each(Object.keys(crds))('%s as JSON', (name) => {
    const { status, out } = crd(['validate', '-f', `examples/${name}`, '-o', 'json', '--print-stored'])
    expect(status).toBe(1)
    expectGolden(`validate/${name}.json`, `${JSON.stringify(JSON.parse(out), null, 2)}\n`)
  })
})

describe('inputs', () => {
  const good = 'apiVersion: test.com/v1\nkind: Zone\nmetadata: {name: a}\nspec: {domain: a.com}\n'
  const crds = ['--crds', 'examples/zone/crd.yaml']

  test('standard input', () => {
    expect(crd(['validate', '-f', '-', ...crds], { input: good })).toMatchObject({ status: 0 })
  })
  test('arguments, patterns, commas, repeated flags', () => {
    file('one.yaml', good)
    file('two.yml', good)
    expect(crd(['validate', `${scratch}/*.y*ml`, ...crds]).err).toContain('2 documents in 2 inputs: 2 valid')
    expect(crd(['validate', '-f', `${scratch}/one.yaml,${scratch}/two.yml`, ...crds]).err).toContain('2 valid')
    expect(crd(['validate', '-f', `${scratch}/one.yaml`, '-f', `${scratch}/two.yml`, ...crds]).err).toContain('2 valid')
  })
  test('http, with a redirect', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/zone.yaml' }).end()
      else if (request.url === '/nowhere') response.writeHead(302, { location: 'http://[' }).end()
      else if (request.url === '/zone.yaml') response.end(good)
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const ask = (path: string) =>
      new Promise<number | null>((resolve) => {
        const child = spawn(`${root}bin/kubectl-crd`, ['validate', '-f', url + path, ...crds], {
          cwd: root,
          stdio: 'ignore',
        })
        child.on('close', resolve)
      })
    const asked = [await ask('/zone.yaml'), await ask('/moved'), await ask('/missing'), await ask('/nowhere')]
    server.close()
    expect(asked).toEqual([0, 0, 2, 2])
  })
  test('standard input is named once at most', () => {
    for (const words of [
      ['-f', '-', '--crds', '-'],
      ['-f', '-', '-f', '-'],
      ['-f', '-', '-'],
      ['-', '--old', '-'],
    ]) {
      const { status, err } = crd(['validate', ...words], { input: good })
      expect([status, err]).toEqual([
        2,
        'error: standard input cannot be used for multiple arguments\nhint: name - once, and files beside it\n',
      ])
    }
    expect(crd(['explain', '-f', '-,-'], { input: good })).toMatchObject({ status: 2 })
  })
  test('a missing file is exit 2, and the others are still judged', () => {
    const { status, err } = crd(['validate', '-f', `${scratch}/none.yaml`, '-f', file('ok.yaml', good), ...crds])
    expect(status).toBe(2)
    expect(err).toContain(`error: the path "${scratch}/none.yaml" does not exist`)
    expect(err).toContain('1 valid')
  })
  test('a folder or --crds without what is looked for is exit 2', () => {
    const empty = join(scratch, 'empty')
    mkdirSync(empty)
    expect(crd(['validate', '-f', empty])).toMatchObject({
      status: 2,
      err: expect.stringContaining(`error: no .json, .yaml or .yml file in "${empty}"`),
    })
    for (const text of [good, `# kind: CustomResourceDefinition\n${good}`]) {
      const none = crd(['validate', '-f', '-', '--crds', file('noCRD.yaml', text)], { input: good })
      expect(none).toMatchObject({ status: 2, err: expect.stringContaining('error: no CRD in ') })
    }
  })
  test.each(['', '# nothing\n---\n', 'kind: List\napiVersion: v1\nitems: []\n'])(
    'no objects at all is exit 2: %j',
    (input) => {
      const { status, err } = crd(['validate', '-f', '-'], { input })
      expect([status, err]).toEqual([2, expect.stringContaining('error: no objects passed to validate\n')])
    },
  )
  test('--summary prints it where answers go, also with -q, and as JSON', () => {
    const ask = (...words: string[]) => crd(['validate', 'examples/zone', '--summary', ...words]).out
    expect(ask()).toBe('4 documents in 3 inputs: 2 valid, 2 invalid\n')
    expect(ask('-q')).toBe(ask())
    expect(JSON.parse(ask('-q', '-o', 'json'))).toMatchObject({ results: [], summary: { documents: 4, invalid: 2 } })
  })
  test('a CRD of --crds that cannot be read is exit 2 when it is needed', () => {
    const broken = readFileSync(`${root}examples/zone/crd.yaml`, 'utf8').replace('scope: Cluster', 'scope: a: b')
    const { status, err } = crd(['validate', '-f', '-', '--crds', file('broken.yaml', broken)], { input: good })
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/error: cannot read the CRD at .*broken\.yaml:\d+: yaml: /),
    ])
  })
  test('binary files, invalid UTF-8', () => {
    const binary = crd([
      'validate',
      '-f',
      file('b.yaml', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')),
      ...crds,
    ])
    expect(binary).toMatchObject({ status: 2 })
    expect(binary.out).toContain('binary file')
    expect(crd(['validate', '-f', file('u.yaml', new Uint8Array([97, 58, 32, 0xff])), ...crds]).out).toContain(
      'not valid UTF-8',
    )
  })
  test.each(['text', 'json', 'yaml', 'sarif', 'junit', 'tap', 'github'])(
    'escape sequences in a resource cannot reach the terminal: -o %s',
    (output) => {
      const text = good.replace('name: a}', 'name: "a\\e[2J\\u009b\\u202Eb"}').replace('a.com', '"\\e]0;x\\a"')
      const { out } = crd(['validate', '-f', '-', ...crds, '-o', output], { input: text })
      expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
      expect(out).toMatch(/202e/i)
    },
  )
  test('nor those in the name of a file, the answer of a server, or a CRD that is explained', async () => {
    const hostile = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/
    const server = createNetServer((socket) => {
      socket.end('HTTP/1.1 404 a\x1b[2Jb\x9b31m\r\ncontent-length: 0\r\nconnection: close\r\n\r\n', 'latin1')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const child = spawn(`${root}bin/kubectl-crd`, [
      'validate',
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/\x1b[2J`,
      `${scratch}/\x1b[2J\u202e.yaml`,
    ])
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    const status = await new Promise((resolve) => child.on('close', resolve))
    server.close()
    expect([status, hostile.test(said)]).toEqual([2, false])
    expect(said).toContain('the server answered 404 a\\u001b[2Jb\\u009b31m')
    expect(said).toContain('\\u202e.yaml')

    const zone = readFileSync(`${root}examples/zone/crd.yaml`, 'utf8').replaceAll(/\bzones\b/g, '"zo\\e[31m\\u202enes"')
    const two = `${zone}\n---\n${zone.replaceAll('test.com', 'tes2.com')}`
    for (const words of [['Zone'], ['zonk'], ['zone.spec.x'], ['zone/a'], ['zone', '--api-version', 'v9']]) {
      const { err } = crd(['explain', ...words, '-f', '-'], { input: two })
      expect([words, err === '', hostile.test(err)]).toEqual([words, false, false])
    }
  })
})

describe('verdicts', () => {
  test('built-in kinds are skipped, or refused with --strict-kinds', () => {
    const input = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'
    expect(crd(['validate', '-f', '-'], { input })).toMatchObject({
      status: 0,
      err: expect.stringContaining('1 skipped'),
    })
    expect(crd(['validate', '-f', '-', '--strict-kinds'], { input })).toMatchObject({ status: 1 })
  })
  test.each([
    ['apps/v1', 'Deploymint', 'kind', 'did you mean Deployment?'],
    ['apps/v99', 'Deployment', 'apiVersion', 'did you mean apps/v1?'],
    ['policy/v1beta1', 'PodDisruptionBudget', 'apiVersion', 'did you mean policy/v1?'],
    ['v1', 'Zone', 'apiVersion', 'did you mean test.com/v1?'],
    ['/v1', 'Zone', 'apiVersion', 'did you mean test.com/v1?'],
    ['v1', 'Qwertz', 'kind', 'kubectl api-resources lists'],
    ['""', 'Zone', '', 'leave the file out'],
    ['test.com/', 'Zone', '', 'leave the file out'],
  ])('%s %s is unknown', (apiVersion, kind, field, hint) => {
    const input = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`
    const { status, out } = crd(['validate', '-f', '-', '--crds', 'examples/zone/crd.yaml', '-o', 'json'], { input })
    const [{ verdict, findings }] = JSON.parse(out).results
    expect([status, verdict, findings.length]).toEqual([1, 'unknown', 1])
    expect(findings[0]).toMatchObject({ field, hint: expect.stringContaining(hint) })
  })
  test('older servers served more alpha and beta versions', () => {
    const input = 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n'
    expect(crd(['validate', '-f', '-', '--kube-version', '1.30'], { input }).status).toBe(0)
  })
  test('a kind without CRD is unknown, with the nearest one', () => {
    const input = 'apiVersion: test.com/v1\nkind: Zones\nmetadata: {name: a}\n'
    const { status, out } = crd(['validate', '-f', '-', '--crds', 'examples/zone/crd.yaml'], { input })
    expect(status).toBe(1)
    expect(out).toContain('did you mean Zone?')
  })
  test('a CRD that is there twice is said, with both places', () => {
    const zone = readFileSync(`${root}examples/zone/crd.yaml`, 'utf8')
    const input = `${zone}---\n${zone.replace('scope: Cluster', 'scope: Namespaced')}`
    const second = zone.split('\n').length + 2 // A comment stands before it.
    expect(crd(['validate', '-f', '-'], { input }).err).toContain(
      `Warning: Zone.test.com is defined twice, in stdin:2 and stdin:${second}; the second counts`,
    )
  })
  test('older servers say it their way', () => {
    const input =
      'apiVersion: stable.example.com/v1\nkind: CronTab\nmetadata: {name: a}\nspec: {cronSpec: "* * * * *", image: "' +
      'x'.repeat(256) +
      '"}\n'
    const ask = (version: string) =>
      crd(['validate', '-f', '-', '--crds', 'examples/crontab/crd.yaml', '--kube-version', version], { input }).out
    expect(ask('1.36')).toContain('may not be more than 255 bytes')
    expect(ask('1.31')).toContain('may not be longer than 255')
  })
})

describe('the program', () => {
  test.each([
    [['validat'], 2, 'did you mean validate?'],
    [['validate'], 2, 'nothing to validate'],
    [['validate', '--crd', 'x'], 2, 'did you mean --crds?'],
    [['validate', '-f', 'examples/zone', '--kube-version', '2'], 2, 'invalid --kube-version'],
    [['validate', '-f', 'examples/zone', '-o', 'xml'], 2, 'expected --output=xml'],
    [['version', 'all'], 2, 'version takes no arguments: all'],
  ])('%j', (words, status, text) => {
    expect(crd(words)).toMatchObject({ status, err: expect.stringContaining(text) })
  })
  test('runs from any directory and through a link', () => {
    const link = join(scratch, 'kubectl-crd')
    symlinkSync(`${root}bin/kubectl-crd`, link)
    expect(crd(['version', '--short'], { cwd: scratch }).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
  const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0
  const withKubectl = kubectl ? test : test.skip
  withKubectl('kubectl finds it, and passes the exit code on', () => {
    const options = {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${root}bin:${process.env.PATH}` },
    } as const
    const ask = (...words: string[]) => spawnSync('kubectl', ['crd', ...words], options)
    expect(ask('version', '--short').stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(ask('validate', '-f', 'examples/zone').status).toBe(1)
    expect(ask('validate', '--nonsense').status).toBe(2)
  })
  test('a reader that goes away is said nothing about', async () => {
    const script = `{ "${root}bin/kubectl-crd" validate -f examples -R -o json; echo $? >&2; } | head -c 1`
    const child = spawn('sh', ['-c', script], { cwd: root })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    await new Promise((resolve) => child.on('close', resolve))
    expect(said).toBe('141\n')
  })
  test('the verdict stands when nobody reads standard error', () => {
    const script = `"${root}bin/kubectl-crd" validate -f examples/zone/good.yaml --crds examples/zone/crd.yaml 2>&-`
    expect(spawnSync('sh', ['-c', script], { cwd: root }).status).toBe(0)
  })
  test('an interrupt ends it while it waits for standard input', async () => {
    const child = spawn(`${root}bin/kubectl-crd`, ['validate', '-f', '-'], { cwd: root })
    setTimeout(() => child.kill('SIGINT'), 500)
    expect(await new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)))).toBe('SIGINT')
  })
})
