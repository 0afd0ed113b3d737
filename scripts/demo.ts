// npm run demo: the main job, on examples/. Shows the commands it runs and what they print.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const color = process.stdout.isTTY && !process.env.NO_COLOR ? ['--color=always'] : []

/** Runs a command and holds it to the exit code it should have. */
function show(expected: number, ...words: string[]): void {
  console.log(`\n$ kubectl crd ${words.join(' ')}`)
  const { status } = spawnSync(`${root}bin/kubectl-crd`, [...words, ...color], { cwd: root, stdio: 'inherit' })
  if (status === expected) return
  console.error(`exit code ${status}, expected ${expected}`)
  process.exitCode = 1
}

show(0, 'validate', '-f', 'examples/zone/crd.yaml,examples/zone/good.yaml')
show(1, 'validate', '-f', 'examples/crontab')
show(0, 'explain', 'crontab.spec.replicas', '-f', 'examples/crontab/crd.yaml')
show(0, 'explain', 'sampledb.spec', '-f', 'examples/sampledb/crd.yaml')
