import type { Effect } from '../../model/change.ts'
import type { Finding } from '../../model/finding.ts'
import { marshal } from '../../model/go/json.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { clone, type Dict, type Value } from '../../model/value.ts'
import type { CRD, CRDVersion } from '../../schema/crd.ts'
import type { Absent, Defaulted, Edit, Lost, Relaxed, Tightened } from '../edit.ts'
import { anything, both, rootOf } from '../site.ts'
import { touchedBy, touchedByDefault } from '../touched.ts'
import { accepts } from '../values/accepts.ts'
import { differing } from '../values/differing.ts'
import { type Bench, beginsWith, undecided } from './bench.ts'
import { type Built, build, type Put, valueAt } from './build.ts'
import { searchRule } from './rule-search.ts'
import { solve } from './solve.ts'
import { type Said, update, write } from './trial.ts'

/** So many values are tried for one edit, and so many objects for one value. */
const mostValues = 30
const mostObjects = 4

/** Finds out what an edit does to the objects of a version: looks for a witness, or proves that there is none. */
export class Judge implements Bench {
  readonly old: CRD
  readonly new: CRD
  readonly version: CRDVersion
  readonly after: CRDVersion
  readonly server: ServerVersion

  constructor(old: CRD, now: CRD, version: CRDVersion, after: CRDVersion, server: ServerVersion) {
    this.old = old
    this.new = now
    this.version = version
    this.after = after
    this.server = server
  }

  effects(edit: Edit): Effect[] {
    const { what } = edit
    switch (what.kind) {
      case 'tightened':
        return [this.#tightened(edit, what)]
      case 'absent':
        return [this.#absent(edit, what)]
      case 'rule':
        return [searchRule(this, edit, what)]
      case 'lost':
        return [this.#lost(edit, what)]
      case 'default':
        return this.#defaulted(edit, what)
      case 'relaxed':
        return this.#relaxed(edit, what)
      case 'topology':
        return [{ aspect: 'SSA', outcome: what.outcome, reason: what.reason }]
      case 'told':
        return [{ aspect: 'WRITE', outcome: 'information' }]
    }
  }

  /** Objects that the old CRD accepts, with this at a place. */
  *accepted(path: Edit['path'], put: Put): Generator<Built & { before: Said }> {
    let found = 0
    for (const built of this.#built(path, put)) {
      const before = write(built.object, this.old, this.server)
      if (!before.accepted) continue
      yield { ...built, before }
      if (++found >= mostObjects) return
    }
  }

  /** Objects that both schemas may take, so that what refuses them is what is looked for; then others. */
  *#built(path: Edit['path'], put: Put): Generator<Built> {
    const [old, now] = [rootOf(this.version), rootOf(this.after)]
    yield* build(this.old, this.version, both(old, now), path, put)
    yield* build(this.old, this.version, old, path, put)
    // Of a whole object nothing is left to be found.
    if (path.length === 0) return
    for (const sites of [[old, now], [old]]) yield* solve(this.old, this.version, sites, path, put, this.server)
  }

  now(object: Dict): Said {
    return write(object, this.new, this.server)
  }

  /** The effect of an object that was accepted and is refused. */
  refused(witness: Dict): Effect {
    const ratchets = update(witness, witness, this.new, this.server).accepted
    return { aspect: 'WRITE', outcome: 'breaking', witness: clone(witness), ratchets }
  }

  *#candidates(what: Tightened): Generator<Value> {
    yield* what.candidates()
    if (!what.all && !what.beyond) yield* differing(what.old, what.new, this.server)
  }

  /** The one value that apiVersion and kind can have. */
  #heading(path: Edit['path']): Value[] | undefined {
    const [step, more] = path
    if (!step || more || !('property' in step)) return undefined
    if (step.property === 'kind') return [this.old.names.kind]
    return step.property === 'apiVersion' ? [`${this.old.group}/${this.version.name}`] : undefined
  }

  #tightened(edit: Edit, what: Tightened): Effect {
    let tells = false
    let tried = 0
    const only = this.#heading(edit.path)
    for (const value of only ?? this.#candidates(what)) {
      if (what.old !== anything && !accepts(what.old, value, this.server)) continue
      if (!what.beyond && accepts(what.new, value, this.server)) continue
      tells = true
      for (const { object } of this.accepted(edit.path, { value })) {
        const now = this.now(object)
        if (now.causes.some((cause) => blames(cause, edit, what))) return this.refused(object)
      }
      if (++tried >= mostValues) break
    }
    if (!tells && (what.all || only)) return { aspect: 'WRITE', outcome: 'compatible' }
    return undecided(
      what.doubt ?? (tells ? 'no whole object was found that shows it' : 'no value was found that shows it'),
    )
  }

  #absent(edit: Edit, { name, candidates, old }: Absent): Effect {
    const isMissed = (cause: Finding) =>
      cause.path.at(-1) === name && cause.reason === 'FieldValueRequired' && beginsWith(cause.rule?.path, edit.new)
    const shown = (objects: Iterable<Built>) => {
      for (const { object } of objects) if (this.now(object).causes.some(isMissed)) return this.refused(object)
      return undefined
    }
    const found = shown(this.accepted(edit.path, 'nothing'))
    if (found) return found
    for (const value of candidates()) {
      const effect = accepts(old, value, this.server) && shown(this.accepted(edit.path.slice(0, -1), { value }))
      if (effect) return effect
    }
    return undecided('no object without it was found')
  }

  #lost(edit: Edit, { candidates, key }: Lost): Effect {
    let tried = 0
    for (const value of candidates()) {
      for (const { object, path, before } of this.accepted(edit.path, { value })) {
        const at = key === undefined ? path : [...path, key]
        if (valueAt(before.stored, at) === undefined) continue
        const now = this.now(object)
        const isGone = now.accepted
          ? valueAt(now.stored, at) === undefined
          : now.causes.some((cause) => cause.reason === 'UnknownField' && beginsWith(cause.path, at))
        if (isGone) return { aspect: 'DATA', outcome: 'breaking', witness: clone(object), ratchets: false }
      }
      if (++tried >= mostValues) break
    }
    return { ...undecided('no object was found that loses it'), aspect: 'DATA' }
  }

  #defaulted(edit: Edit, { raw, isNew, parents, new: now }: Defaulted): Effect[] {
    const touched = touchedByDefault(edit.path, parents, now, this.server.minor)
    const isSafe = touched.length === 0 && raw === undefined
    if (isSafe && isNew) return [{ aspect: 'WRITE', outcome: 'information' }]
    let differs: Effect | undefined
    for (const { object, path, before } of this.accepted(edit.path, raw === undefined ? 'nothing' : { value: raw })) {
      const said = this.now(object)
      const isAbout = (cause: Finding) =>
        touched.some((each) => beginsWith(cause.rule?.path, each.path)) ||
        (raw === null && beginsWith(cause.path, path))
      if (said.causes.some(isAbout)) return [this.refused(object)]
      const isOther = () => shown(valueAt(before.stored, path)) !== shown(valueAt(said.stored, path))
      if (said.accepted && isOther()) differs ??= { aspect: 'DEFAULT', outcome: 'breaking', witness: clone(object) }
      if (isSafe && differs) break
    }
    const write: Effect =
      touched.length > 0
        ? undecided(`${touched[0]!.words} above may see another value`)
        : { aspect: 'WRITE', outcome: 'compatible' }
    if (isNew) return [write]
    const unseen = 'no object was found that shows it'
    return [write, differs ?? { aspect: 'DEFAULT', outcome: 'undecided', reason: unseen }]
  }

  #relaxed(edit: Edit, { read, parents = [] }: Relaxed): Effect[] {
    const touched = touchedBy(edit.path, parents, this.server.minor)
    const [first] = touched
    const write: Effect = first
      ? undecided(`${first.words} above reads it`)
      : { aspect: 'WRITE', outcome: 'compatible' }
    return [write, { aspect: 'READ', outcome: read }]
  }
}

/** Is it this keyword that refuses? Of types and whole schemas, anything in the new schema. */
function blames(cause: Finding, edit: Edit, what: Tightened): boolean {
  if (beginsWith(cause.rule?.path, edit.new)) return true
  if (edit.code === 'CRD2068')
    return beginsWith(
      cause.path,
      edit.path.map((step) => ('property' in step ? step.property : '')),
    )
  // What does not fit a format of numbers is put down to the type.
  if (edit.code === 'CRD2015' && beginsWith(cause.rule?.path, [...what.new.own.path, 'type'])) return true
  const isWhole = ['CRD2021', 'CRD2022', 'CRD2025', 'CRD2026'].includes(edit.code)
  return isWhole && what.new.parts.some((part) => beginsWith(cause.rule?.path, part.path))
}

function shown(value: Value | undefined): string {
  return value === undefined ? '' : marshal(value)
}
