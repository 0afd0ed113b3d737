// Jest runs the TypeScript sources through the bundler's own transform, so that tests and the product share one compiler.
import { createHash } from 'node:crypto'
import { transformSync, version } from 'esbuild'

const options = { format: 'esm', target: 'node22', sourcemap: 'inline', jsx: 'automatic' }

export default {
  process(source, file) {
    const loader = file.endsWith('.tsx') ? 'tsx' : 'ts'
    return { code: transformSync(source, { ...options, loader, sourcefile: file }).code }
  },
  getCacheKey(source, file) {
    return createHash('sha1').update(version).update(file).update(source).digest('hex')
  },
}
