import { Chunks, codeFolder } from './cli/chunks.ts'

/** Tells one build from another: V8 itself compares nothing but lengths. */
declare const BUILD: string

const chunks = new Chunks(__dirname, codeFolder(process.env, BUILD))
process.on('exit', () => chunks.keep())
chunks.load('./main.cjs')
