import type { CodeDoc } from './code.ts'

function cluster(code: string, title: string, text: string, severity?: 'warning'): CodeDoc {
  return { code, title, source: 'cluster', ...(severity && { severity }), text, bad: '', good: '' }
}

/** What one cluster says beyond what CRDs and Kubernetes' own rules say: with `validate --dry-run`. */
export const clusterCodes: readonly CodeDoc[] = [
  cluster(
    'CRD0501',
    'The cluster refuses what its CRD allows',
    'The object is as the CRD wants it, but the API server refuses it in a dry run: an admission webhook, a ValidatingAdmissionPolicy, a quota or a namespace that is not there. The message says which.',
  ),
  cluster(
    'CRD0502',
    'The cluster accepts what its CRD refuses',
    'By the CRD the object is invalid, and yet the API server accepts it in a dry run. Usually a mutating webhook mends it on the way, or the CRD in the input is not the one in the cluster. If it is neither, this plugin is wrong: please report it.',
    'warning',
  ),
  cluster(
    'CRD0503',
    'The cluster refuses it for another reason',
    'The object is invalid by its CRD, and the API server refuses it in a dry run, but says something else too: a mutating webhook or another version of the CRD may be why.',
    'warning',
  ),
  cluster(
    'CRD0504',
    'The cluster warns',
    'The API server accepts the object in a dry run, with a warning of an admission webhook, of a ValidatingAdmissionPolicy, or of its own.',
    'warning',
  ),
]
