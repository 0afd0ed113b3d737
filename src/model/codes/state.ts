import type { CodeDoc } from './code.ts'

function state(code: string, title: string, text: string, severity?: 'warning'): CodeDoc {
  return { code, title, source: 'inspect', ...(severity && { severity }), text, bad: '', good: '' }
}

/** What can be wrong with the CRDs and the extensions of a cluster; told by `inspect`. */
export const stateCodes: readonly CodeDoc[] = [
  state(
    'CRD4001',
    'Names of the CRD are not accepted',
    'Another CRD of the same group has the plural, singular, kind, list kind or a short name already. A CRD that was never accepted is not served at all; one that was goes on under its old names. Change the names of one of the two.',
  ),
  state(
    'CRD4002',
    'A short name means another resource',
    'A resource of another group, or one of Kubernetes itself, has the short name too, and kubectl takes the other one. Who types it in a hurry reads, or deletes, the wrong thing.',
    'warning',
  ),
  state(
    'CRD4003',
    'A name means another resource',
    'Two groups have a resource of this plural or singular name, and kubectl takes the other one. That is common and cannot be changed; type the name with its group.',
    'warning',
  ),
  state(
    'CRD4004',
    'The CRD is stuck while it is deleted',
    'The server deletes the objects of a CRD before the CRD itself, and objects with finalizers stay until whoever set these takes them away. Usually the controller was uninstalled first. Bring it back for a moment if it has to clean up something outside of the cluster; else take the finalizers off.',
  ),
  state(
    'CRD4005',
    'Objects may be stored in a version that the CRD does not have',
    'status.storedVersions names a version that is not in spec.versions. Objects in it cannot be read, lists that hold one fail, and the server refuses every change of the CRD that does not bring the version back. Put it back with served: false, write all objects anew, and take it out of the status; then it can go.',
  ),
  state(
    'CRD4006',
    'Objects may be stored in an old version',
    'status.storedVersions names versions other than the one that objects are stored in now. Each object stays in the version it was last written in. An old version cannot be removed before all objects are written anew and it is taken out of the status.',
    'warning',
  ),
  state(
    'CRD4007',
    'Objects are being migrated to another version',
    'The server writes all objects anew, in the version that is stored now, and takes the old ones out of status.storedVersions when it is done.',
    'warning',
  ),
  state(
    'CRD4010',
    'The conversion webhook cannot be reached',
    'Its service is not there, has no such port, or nothing behind it is ready. Objects that are stored in another version than the one asked for can be neither read nor written, and controllers that list them stand still.',
  ),
  state(
    'CRD4011',
    'The CA bundle of the conversion webhook is over, or soon',
    'The API server trusts the webhook by the bundle in the CRD. When none of its certificates is valid any more, no object is converted. Renew the authority, sign the certificate of the webhook with it, and put it into the CRD; cert-manager does so by the annotation cert-manager.io/inject-ca-from.',
  ),
  state(
    'CRD4012',
    'Objects cannot be read',
    'A list at a served version fails. Most often the conversion webhook refuses or answers with something else than the objects it was given; the message of the server says which.',
  ),
  state(
    'CRD4013',
    'The CRD is not served',
    'The condition Established is not True, although no name is in the way. kubectl describe crd shows what the server says about it.',
  ),
  state(
    'CRD4014',
    'The schema is not structural',
    'Such CRDs are from before apiextensions.k8s.io/v1, which requires structural schemas. They go on as they are, without pruning, defaults and documentation, but every change has to mend the schema first.',
    'warning',
  ),
  state(
    'CRD4015',
    'A group of Kubernetes without approval',
    'Groups that end in .k8s.io or .kubernetes.io belong to the Kubernetes project, and a CRD in one says by an annotation where its API was approved. Groups of your own need none.',
    'warning',
  ),
  state(
    'CRD4016',
    'Unknown fields are kept',
    'spec.preserveUnknownFields: true is left from the time before structural schemas: what is misspelled is stored and has no effect, and defaults are not applied.',
    'warning',
  ),
  state(
    'CRD4017',
    'A status without its subresource',
    'The schema describes a status, but the version has no subresources.status: who may write the spec may write the status, and an update of the one overwrites the other. The controller has to write through the subresource once it is there.',
    'warning',
  ),
  state(
    'CRD4020',
    'An aggregated API does not answer',
    'An APIService hands a group over to a server that cannot be reached. Its resources cannot be used, and neither can whatever looks at all resources: namespaces are not deleted, garbage is not collected, kubectl get all fails. Bring the server back, or delete the APIService if it was uninstalled.',
  ),
  state(
    'CRD4021',
    'The CA bundle of an aggregated API is over, or soon',
    'The API server trusts the other server by the bundle in the APIService. When none of its certificates is valid any more, the API is gone.',
  ),
  state(
    'CRD4030',
    'An admission webhook cannot be reached',
    'The service of a validating or mutating webhook is not there, or nothing behind it is ready. With failurePolicy: Fail the server refuses every request that the webhook is asked about; with Ignore, what it should check is not checked, and each request waits for its timeout.',
  ),
  state(
    'CRD4031',
    'The CA bundle of an admission webhook is over, or soon',
    'The API server trusts the webhook by the bundle in its configuration. When none of its certificates is valid any more, the webhook cannot be asked.',
  ),
  state(
    'CRD4032',
    'An admission policy has no binding',
    'A ValidatingAdmissionPolicy or MutatingAdmissionPolicy does nothing until a binding names it.',
    'warning',
  ),
]
