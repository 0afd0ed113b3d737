import { crdOf } from '../catalog.ts'

const nasty = '\x1b[2J\x1b[1;1H\x1b]0;owned\x07a\u202eb\u200bc\u2066d\ufeff\x9b31me\rf\u2028g\0\tx\x1b[?1049l\x1bc'
const text = (schema: object) => ({ type: 'string', ...schema })

let deep: object = text({ description: 'bottom' })
for (let level = 60; level > 0; level--) deep = { type: 'object', properties: { [`level${level}`]: deep } }

/** A CRD whose texts try to take over the screen, or to take long. */
export const hostile = crdOf(
  {
    type: 'object',
    title: nasty,
    description: nasty,
    externalDocs: { description: nasty, url: nasty },
    required: [nasty],
    'x-kubernetes-validations': [{ rule: `self.rule == '${nasty}'`, messageExpression: nasty }],
    properties: {
      [nasty]: text({ description: nasty, default: nasty, example: nasty }),
      'a.b/c "d"\n': { type: 'integer', default: 3 },
      enum: text({ enum: [nasty, 'b', 'x\ny', 't\tt'], default: 'x\ny', pattern: nasty, format: nasty }),
      rule: text({ 'x-kubernetes-validations': [{ rule: `self == '${nasty}'`, message: nasty }] }),
      wide: text({
        description: `${'日本語の説明文。'.repeat(40)} ${'👨‍👩‍👧‍👦🇩🇪🏳️‍🌈'.repeat(30)}`,
        default: '日本語'.repeat(50),
      }),
      日本語の名前: text({ description: 'e\u0301'.repeat(300) }),
      zalgo: text({ description: `a${'\u0301'.repeat(500)}`.repeat(50) }),
      hebrew: text({ description: 'שלום עולם '.repeat(30) }),
      words: text({ description: 'word '.repeat(200_000) }),
      word: text({ description: 'x'.repeat(1_000_000), default: 'y'.repeat(1_000_000), enum: ['z'.repeat(1_000_000)] }),
      characters: text({ description: '語'.repeat(300_000) }),
      ['n'.repeat(100_000)]: { type: 'object', properties: { a: text({}) } },
      deep,
    },
  },
  { kind: `Thing${nasty}` },
)
