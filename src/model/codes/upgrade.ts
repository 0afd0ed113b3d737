import type { CodeDoc } from './code.ts'

function change(code: string, title: string, text: string, bad = '', good = ''): CodeDoc {
  return { code, title, source: 'diff', text, bad, good }
}

/** What `diff` says about the upgrade of a CRD. */
export const upgradeCodes: readonly CodeDoc[] = [
  change(
    'CRD2011',
    'A minimum or maximum changed',
    'A tighter bound refuses numbers that were accepted. A wider one lets clients meet numbers that they did not expect.',
    'maximum: 5 # was 10',
    'maximum: 10',
  ),
  change('CRD2012', 'multipleOf changed', 'Numbers that were multiples of the old factor may be none of the new one.'),
  change(
    'CRD2013',
    'minLength or maxLength changed',
    'A tighter bound refuses texts that were accepted. Lengths count code points.',
  ),
  change(
    'CRD2014',
    'A pattern changed',
    'The patterns are compared as sets of texts: either every text that the old ones accept is accepted by the new ones, which is proven, or there is a text that shows the difference.',
  ),
  change('CRD2015', 'A format changed', 'Only formats that the server enforces count; the others are for readers.'),
  change('CRD2016', 'minItems or maxItems changed', 'Lists that were accepted may be too long or too short now.'),
  change(
    'CRD2017',
    'minProperties or maxProperties changed',
    'Objects that were accepted may have too many or too few keys now.',
  ),
  change(
    'CRD2018',
    'A field became required, or optional',
    'Objects without a field that is required now are refused, unless a default fills it in. At the root of a resource that holds for every update too, even one that changes nothing.',
    'required: [size] # new',
    'properties:\n  size:\n    type: integer\n    default: 1',
  ),
  change(
    'CRD2019',
    'A CEL rule was added, changed or removed',
    'Rules are told apart by what they say, however they are spaced or ordered. For a new one an object is looked for that was accepted and breaks it; where none is found, and fields that are always there do not prove the rule, it is undecided.',
  ),
  change(
    'CRD2020',
    'anyOf, oneOf or not changed',
    'Branch by branch it is tried to prove that whatever fitted fits still; else an object is looked for that does not. What allOf holds is compared keyword by keyword.',
  ),
  change(
    'CRD2021',
    'The type changed',
    'Values of the old type are refused unless the new one takes them too. Where more types are possible now, clients written for the old one may fail to read.',
  ),
  change(
    'CRD2022',
    'nullable changed',
    'A null that is not allowed is dropped from an object, or replaced by the default, and refused in a list.',
  ),
  change(
    'CRD2023',
    'The enum changed',
    'A value that is listed no more is refused. A new one may surprise clients.',
    'enum: [A] # was [A, B]',
    'enum: [A, B]',
  ),
  change(
    'CRD2025',
    'A field began or ceased to hold a whole resource',
    'x-kubernetes-embedded-resource requires kind and apiVersion, and holds metadata to its form.',
  ),
  change(
    'CRD2026',
    'Fields began or ceased to be described',
    'Where unknown fields are kept, anything could stand in a field that nobody described. Once it is described, what does not fit is refused.',
  ),
  change(
    'CRD2031',
    'A field was removed',
    'Its value is pruned from stored objects when they are written next, and requests with strict validation, as kubectl sends them, are refused.',
  ),
  change(
    'CRD2032',
    'Unknown keys are kept no more, or are kept now',
    'Keys that nobody describes are pruned unless x-kubernetes-preserve-unknown-fields or additionalProperties keeps them.',
  ),
  change(
    'CRD2033',
    'Fields of one version are lost in another',
    'With conversion strategy None an object is stored by the schema of the storage version: fields that this one does not know are lost when they are written through another version.',
  ),
  change('CRD2034', 'A field was added', 'Nothing that exists has it. With a default, all objects get it.'),
  change(
    'CRD2041',
    'A default changed',
    'Objects that leave the field out mean something else from now on; those that were stored with the old default keep it.',
  ),
  change(
    'CRD2051',
    'The type of a list changed',
    'x-kubernetes-list-type says how server-side apply merges. A list that becomes atomic belongs as a whole to everybody who applied an entry of it: what they apply next conflicts.',
  ),
  change(
    'CRD2052',
    'The keys of a list changed',
    'x-kubernetes-list-map-keys tells entries apart; with other keys, other entries are the same.',
  ),
  change(
    'CRD2053',
    'The type of a map changed',
    'x-kubernetes-map-type says whether server-side apply merges single keys. A map that becomes atomic belongs as a whole to everybody who applied a key of it.',
  ),
  change(
    'CRD2054',
    'A list may hold no two entries alike now',
    'Lists of type set and map refuse entries that repeat. Objects that repeat entries already can still be updated.',
  ),
  change(
    'CRD2061',
    'A version was removed, or is not served any more',
    'Requests for it are answered 404. Serve it, deprecated, for a while, and see in the metrics of the API server that nobody asks for it.',
  ),
  change('CRD2062', 'A version was added, or is served now', 'Nothing depends on it yet.'),
  change(
    'CRD2063',
    'The storage version was removed',
    'Objects stored in it could not be read any more, so the server refuses the CRD while status.storedVersions names it: store in another version, rewrite all objects, drop the name from storedVersions, then remove the version.',
  ),
  change('CRD2064', 'Another version is for storage', 'Objects stay as they are stored until they are written next.'),
  change(
    'CRD2065',
    'A name changed',
    'The plural is part of every URL; clients do not find the resource any more. The server does not change it: the CRD has to be deleted, and with it all objects.',
  ),
  change(
    'CRD2066',
    'The scope changed',
    'Every URL changes. The server refuses it: the CRD has to be deleted, and with it all objects.',
  ),
  change(
    'CRD2067',
    'The status subresource was added or removed',
    'With it, status is written at /status alone, and the rest everywhere else; without it /status is answered 404.',
  ),
  change('CRD2068', 'The scale subresource changed', 'kubectl scale and autoscalers use it.'),
  change('CRD2069', 'The printer columns changed', 'kubectl get shows other columns. Scripts should not read them.'),
  change(
    'CRD2070',
    'The selectable fields changed',
    'Requests with a field selector for a field that is not selectable are answered 400.',
  ),
  change('CRD2071', 'Short names or categories changed', 'kubectl knows the resource by other names.'),
  change('CRD2072', 'The conversion changed', 'What a webhook makes of an object cannot be known here: test it.'),
  change('CRD2073', 'A version was deprecated', 'Requests for it are answered with a warning.'),
  change(
    'CRD2074',
    'spec.preserveUnknownFields changed',
    'Without it, fields that the schema does not know are pruned.',
  ),
  change('CRD2075', 'A CRD was removed', 'When a CRD is deleted, all its objects are deleted with it.'),
  change('CRD2090', 'Descriptions changed', 'Nothing depends on them.'),
]
